package io.github.jdbctls.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What was measured of one row, in all forks: rounds, in which everything was measured once.
 * Immutable.
 */
record Samples(List<Fork> forks) {
  /**
   * What one JVM measured.
   *
   * @param names of what a round measures
   * @param rounds one measurement for each name
   */
  record Fork(List<String> names, List<List<Measured>> rounds) {}

  /**
   * A ratio of medians.
   *
   * @param low the lower end of the 95 % interval
   * @param high its upper end
   */
  record Ratio(double value, double low, double high) {}

  private static final int DRAWS = 1_000;
  private static final long SEED = 42;
  private static final String NAMES = "\t";
  private static final String SUFFIX = ".csv";

  /** Writes what one fork measured into a file of its own. */
  static void write(Path folder, String name, Fork fork) throws IOException {
    StringBuilder text = new StringBuilder(String.join(NAMES, fork.names())).append('\n');
    for (List<Measured> round : fork.rounds()) {
      for (Measured measured : round) {
        text.append(measured.nanos()).append(':');
        text.append(measured.processor()).append(':').append(measured.bytes()).append(',');
      }
      text.setCharAt(text.length() - 1, '\n');
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + "@" + ProcessHandle.current().pid() + SUFFIX), text);
  }

  /** Reads what all forks of a row have written. */
  static Samples read(Path folder, String name) throws IOException {
    List<Fork> forks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith(name + "@")).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        forks.add(
            new Fork(
                List.of(lines.get(0).split(NAMES, -1)),
                lines.stream().skip(1).map(Samples::round).toList()));
      }
    }
    return new Samples(forks.stream().filter(fork -> !fork.rounds().isEmpty()).toList());
  }

  private static List<Measured> round(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(cell -> cell.split(":", -1))
        .map(
            cell ->
                new Measured(
                    Long.parseLong(cell[0]), Long.parseLong(cell[1]), Long.parseLong(cell[2])))
        .toList();
  }

  boolean has(String name) {
    return !forks.isEmpty() && forks.get(0).names().contains(name);
  }

  /** How many measurements there are of each. */
  int count() {
    return forks.stream().mapToInt(fork -> fork.rounds().size()).sum();
  }

  /** All measurements of one name, sorted. */
  private long[] sorted(String name, ToLongFunction<Measured> of) {
    int column = forks.get(0).names().indexOf(name);
    return forks.stream()
        .flatMap(fork -> fork.rounds().stream())
        .mapToLong(round -> of.applyAsLong(round.get(column)))
        .sorted()
        .toArray();
  }

  /** The time below which this part of the measurements lies, in nanoseconds. */
  long time(String name, double part) {
    return quantile(sorted(name, Measured::nanos), part);
  }

  /** The median of what was allocated, in bytes. */
  long allocated(String name) {
    return quantile(sorted(name, Measured::bytes), 0.5);
  }

  private static long quantile(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
  }

  /** The median of the time that the thread was running, in nanoseconds. */
  long processor(String name) {
    return quantile(sorted(name, Measured::processor), 0.5);
  }

  /** The ratio of two medians of the time that the thread was running. */
  Ratio processors(String dividend, String divisor) {
    return ratio(dividend, divisor, Measured::processor);
  }

  /** The ratio of two medians of time. */
  Ratio times(String dividend, String divisor) {
    return ratio(dividend, divisor, Measured::nanos);
  }

  /** The ratio of two medians of allocation. */
  Ratio allocations(String dividend, String divisor) {
    return ratio(dividend, divisor, Measured::bytes);
  }

  /** The interval by a bootstrap: forks are drawn, and of each of them rounds as a whole. */
  private Ratio ratio(String dividend, String divisor, ToLongFunction<Measured> of) {
    int upper = forks.get(0).names().indexOf(dividend);
    int lower = forks.get(0).names().indexOf(divisor);
    Random random = new Random(SEED);
    double[] ratios = new double[DRAWS];
    int size = count();
    for (int draw = 0; draw < DRAWS; draw++) {
      long[] above = new long[size];
      long[] below = new long[size];
      for (int i = 0; i < size; ) {
        Fork fork = forks.get(random.nextInt(forks.size()));
        for (int n = 0; n < fork.rounds().size() && i < size; n++, i++) {
          List<Measured> round = fork.rounds().get(random.nextInt(fork.rounds().size()));
          above[i] = of.applyAsLong(round.get(upper));
          below[i] = of.applyAsLong(round.get(lower));
        }
      }
      Arrays.sort(above);
      Arrays.sort(below);
      ratios[draw] = (double) quantile(above, 0.5) / quantile(below, 0.5);
    }
    Arrays.sort(ratios);
    double value =
        (double) quantile(sorted(dividend, of), 0.5) / quantile(sorted(divisor, of), 0.5);
    return new Ratio(value, ratios[(int) (DRAWS * 0.025)], ratios[(int) (DRAWS * 0.975)]);
  }
}
