package io.github.jdbctls.it.rotation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The threads that this thread, and those it creates, create from now on, however short they live:
 * an inheritable thread local is asked for the child's value where the child is made. Thread-safe.
 */
final class CreatedThreads implements AutoCloseable {
  private static final String OURS = "io.github.jdbctls.";

  /** Packages of the tests, which are named like ours. */
  private static final List<String> TESTS = List.of(OURS + "it.", OURS + "pki.", OURS + "logging.");

  private static final List<String> PLATFORM =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private final List<StackTraceElement> creators = new CopyOnWriteArrayList<>();
  private final InheritableThreadLocal<Integer> asked =
      new InheritableThreadLocal<>() {
        @Override
        protected Integer childValue(Integer depth) {
          creators.add(creator(new Throwable().getStackTrace()));
          return depth + 1;
        }
      };

  private CreatedThreads() {}

  static CreatedThreads watch() {
    CreatedThreads threads = new CreatedThreads();
    threads.asked.set(0);
    return threads;
  }

  /** The nearest method that is not the platform's. */
  private StackTraceElement creator(StackTraceElement[] stack) {
    return Stream.of(stack)
        .filter(frame -> !frame.getClassName().startsWith(CreatedThreads.class.getName()))
        .filter(frame -> PLATFORM.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .orElse(stack[stack.length - 1]);
  }

  /** The methods that have created a thread, one for each thread. */
  List<StackTraceElement> creators() {
    return List.copyOf(creators);
  }

  /** Those of the library. */
  List<StackTraceElement> ours() {
    return creators.stream().filter(frame -> isOurs(frame.getClassName())).toList();
  }

  static boolean isOurs(String className) {
    return className.startsWith(OURS) && TESTS.stream().noneMatch(className::startsWith);
  }

  @Override
  public void close() {
    asked.remove();
  }
}
