package io.github.jdbctls.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Lets contestants take turns in one thread, so that noise hits all alike: every round has one turn
 * of each, in an order of its own, so that none always comes after the same other one.
 *
 * <p>Only whole rounds are kept, and only those that do not belong to the warm-up. Not thread-safe.
 */
final class Turns {
  /** More would say nothing new, and take long to read. */
  private static final int MOST_ROUNDS = 5_000;

  private static final long SEED = 20_261_122;
  private static final long REST = Duration.ofMillis(2).toNanos();

  private final List<Contestant> contestants;
  private final List<Integer> order = new ArrayList<>();
  private final List<Measured[]> current;
  private final List<List<Measured>> rounds = new ArrayList<>();
  private final Random random = new Random(SEED);
  private boolean counts;
  private int next;

  Turns(List<Contestant> contestants) {
    this.contestants = List.copyOf(contestants);
    this.current = new ArrayList<>(Collections.nCopies(contestants.size(), new Measured[0]));
    for (int i = 0; i < contestants.size(); i++) {
      order.add(i);
    }
  }

  /** Begins an iteration; what was left of a round is forgotten. */
  void begin(boolean measurement) {
    counts = measurement;
    next = 0;
  }

  /** Lets the next contestant take its turn. */
  void next() throws Exception {
    if (next == 0) {
      Collections.shuffle(order, random);
    }
    int index = order.get(next);
    rest();
    current.set(index, contestants.get(index).turn());
    next = (next + 1) % order.size();
    if (next == 0 && counts && rounds.size() < MOST_ROUNDS) {
      rounds.add(current.stream().flatMap(Arrays::stream).toList());
    }
  }

  /** Awake, as on a busy machine: what a server does to end a connection is nobody's turn. */
  private static void rest() {
    long end = System.nanoTime() + REST;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Ends the contestants, and writes what was measured into a new file of the folder. */
  void end(Path folder, String name) throws Exception {
    for (Contestant contestant : contestants) {
      contestant.close();
    }
    write(folder, name);
  }

  private void write(Path folder, String name) throws IOException {
    List<String> names = contestants.stream().flatMap(c -> c.names().stream()).toList();
    Samples.write(folder, name, new Samples.Fork(names, rounds));
  }
}
