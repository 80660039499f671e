package io.github.jdbctls.it.rotation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The states of the world one after the other, against which each attempt is judged when it ends.
 *
 * <p>A change is made when no attempt runs any more that met the one before it. An attempt that
 * meets one may come to what either state allows, but to nothing else. Attempts within one state
 * are decided. Thread-safe but for the changes, which one thread makes.
 */
final class Timeline {
  /** Changes the world. */
  @FunctionalInterface
  interface Change {
    void make() throws Exception;
  }

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KEPT = 16;

  /** A state, or the change between two. */
  private static final class Span {
    private final String what;
    private final List<World> worlds;
    private final long from = System.nanoTime();
    private volatile long made;
    private volatile boolean isMade;
    private final Map<Patience, Integer> decided = new EnumMap<>(Patience.class);

    Span(String what, List<World> worlds) {
      this.what = what;
      this.worlds = List.copyOf(worlds);
    }

    @Override
    public String toString() {
      return "from %.1f: %s: %s".formatted(from / 1e6, what, worlds);
    }
  }

  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final Deque<Span> latestFirst = new ArrayDeque<>();
  private final Verdicts verdicts = new Verdicts();
  private World world;

  /** When the latest of the attempts began that have ended. */
  private volatile long latestEnded = System.nanoTime();

  Timeline(World world) {
    this.world = world;
    latestFirst.push(new Span("begin", List.of(world)));
  }

  /** What is so now. */
  World world() {
    return world;
  }

  Verdicts verdicts() {
    return verdicts;
  }

  /**
   * Changes the world.
   *
   * @param through what is so for a moment, and then for good
   */
  void change(String what, Change change, World... through) throws Exception {
    drain();
    List<World> all = Stream.concat(Stream.of(world), Stream.of(through)).toList();
    Span span = new Span(what, all);
    push(span);
    change.make();
    settle(span);
    world = through[through.length - 1];
    push(new Span("after " + what, List.of(world)));
  }

  /**
   * Returns when the change has been seen. Since no connect waits for another thread's reading, one
   * that begins meanwhile still uses what was read before: the first wait is for readings that
   * began before the change, the second for those that began after it. On a busy machine none may
   * run at all: so each time one has to begin, and to end.
   */
  private void settle(Span span) throws InterruptedException {
    span.made = System.nanoTime();
    span.isMade = true;
    for (int i = 0; i < 2; i++) {
      long now = System.nanoTime();
      await("an attempt that begins now", () -> latestEnded - now > 0);
      drain();
    }
  }

  /** Returns when no attempt runs any more that has begun before. */
  void drain() throws InterruptedException {
    long now = System.nanoTime();
    await("attempts to end", () -> running.stream().noneMatch(a -> a.beganBefore(now)));
  }

  /** Returns when so many attempts of each kind have been decided in the state that is. */
  void awaitDecided(int each) throws InterruptedException {
    await(
        each + " decided attempts",
        () -> {
          synchronized (latestFirst) {
            Map<Patience, Integer> decided = latestFirst.getFirst().decided;
            return Stream.of(Patience.values())
                .allMatch(patience -> decided.getOrDefault(patience, 0) >= each);
          }
        });
  }

  /** Returns when the clients without patience have been told of the torn files. */
  void awaitRefusals(int each) throws InterruptedException {
    long before = verdicts.fileErrors();
    await("errors of files", () -> verdicts.fileErrors() >= before + each);
  }

  private interface Condition {
    boolean isMet();
  }

  private void await(String what, Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.isMet()) {
      verdicts.stopAtViolation();
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited in vain for " + what + "\n" + history());
      }
      Thread.sleep(1);
    }
    verdicts.stopAtViolation();
  }

  private void push(Span span) {
    synchronized (latestFirst) {
      latestFirst.push(span);
      while (latestFirst.size() > KEPT) {
        latestFirst.removeLast();
      }
    }
  }

  void begin(Attempt attempt) {
    running.add(attempt);
    attempt.begin();
  }

  void end(Attempt attempt) {
    try {
      judge(attempt);
    } finally {
      synchronized (latestFirst) {
        latestEnded = Math.max(latestEnded, attempt.start());
      }
      running.remove(attempt);
    }
  }

  private void judge(Attempt attempt) {
    synchronized (latestFirst) {
      List<Span> met = met(attempt);
      if (met.size() == 1 && attempt.patience() == Patience.IMPATIENT) {
        World only = met.get(0).worlds.get(0);
        Stream.of(only.trustTorn(), only.identityTorn())
            .flatMap(Optional::stream)
            .forEach(torn -> torn.row().find(attempt));
      }
      Permission permission =
          met.stream()
              .flatMap(span -> span.worlds.stream())
              .map(w -> w.permission(attempt))
              .reduce(Permission::or)
              .orElseThrow();
      boolean exact = met.size() == 1 && permission.isExact();
      if (exact) {
        met.get(0).decided.merge(attempt.patience(), 1, Integer::sum);
      }
      if (permission.allows(attempt.outcome())) {
        verdicts.count(attempt, permission.decides(), exact);
        met.stream().filter(span -> isLate(span, attempt)).forEach(s -> late(s, attempt));
      } else {
        verdicts.violation(attempt + "\nallowed was " + permission + "\n" + history());
      }
    }
  }

  /** Whether an attempt that began after a change came to what was so before it. */
  private static boolean isLate(Span span, Attempt attempt) {
    return span.isMade
        && !attempt.beganBefore(span.made)
        && !span.worlds.get(span.worlds.size() - 1).permission(attempt).allows(attempt.outcome());
  }

  private void late(Span span, Attempt attempt) {
    verdicts.late(attempt.start() - span.made);
  }

  /** The spans that an attempt met, latest first. */
  private List<Span> met(Attempt attempt) {
    List<Span> met = new ArrayList<>();
    Iterator<Span> spans = latestFirst.iterator();
    while (spans.hasNext()) {
      Span span = spans.next();
      if (!attempt.endedBefore(span.from)) {
        met.add(span);
        if (!attempt.beganBefore(span.from)) {
          return met;
        }
      }
    }
    return met;
  }

  private String history() {
    synchronized (latestFirst) {
      StringBuilder text = new StringBuilder("the world, latest first:\n");
      latestFirst.forEach(span -> text.append(span).append('\n'));
      return text.toString();
    }
  }
}
