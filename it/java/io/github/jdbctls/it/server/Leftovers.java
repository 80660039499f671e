package io.github.jdbctls.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The processes and folders of this JVM's servers: what is still there when the JVM ends is killed
 * and deleted then. Thread-safe.
 */
final class Leftovers {
  private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end, "leftovers of test servers"));
  }

  private static volatile boolean ending;

  private Leftovers() {}

  private static void end() {
    ending = true;
    PROCESSES.forEach(Leftovers::kill);
    for (Path folder : FOLDERS) {
      try {
        delete(folder);
      } catch (UncheckedIOException e) {
        // The other folders go all the same.
        System.err.println(e.getMessage());
      }
    }
  }

  static Process register(Process process) {
    PROCESSES.add(process);
    if (ending) {
      // A test is still running, but there is nobody to end what it starts.
      kill(process);
      throw new IllegalStateException("the JVM is ending");
    }
    return process;
  }

  static Path register(Path folder) {
    FOLDERS.add(folder);
    return folder;
  }

  /** Returns when the process has ended, and with it those that it has started. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    join(process);
  }

  /** Waits for a process that is about to end. */
  static int join(Process process) {
    try {
      int status = process.waitFor();
      PROCESSES.remove(process);
      return status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void delete(Path folder) {
    if (!FOLDERS.remove(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
