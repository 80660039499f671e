package io.github.jdbctls.bench;

/**
 * How long everything is measured.
 *
 * @param quick only to show that everything runs
 * @param forks JVMs for each row
 * @param seconds that count in each of them; the warm-up before them is twice as long, or {@link
 *     Row#isSettled six times}
 * @param coldStarts fresh JVMs for each alternative
 */
record Effort(boolean quick, int forks, int seconds, int coldStarts) {
  private static final int WARM_UP_FACTOR = 2;
  private static final int SETTLED_FACTOR = 6;
  private static final int ITERATIONS = 3;

  /** Reads what this JVM was told. */
  static Effort read() {
    return "false".equals(System.getProperty("bench.quick", "false"))
        ? new Effort(
            false,
            Integer.getInteger("bench.forks", 1),
            Integer.getInteger("bench.seconds", 10),
            15)
        : new Effort(true, 1, 0, 2);
  }

  /** Iterations that do not count. */
  int warmUps() {
    return quick ? 0 : ITERATIONS;
  }

  /** Iterations that count. */
  int iterations() {
    return quick ? 1 : ITERATIONS;
  }

  /** How long an iteration is. */
  int millis() {
    return seconds * 1_000 / ITERATIONS;
  }

  /** How long an iteration of a row is that does not count. */
  int warmUpMillis(String id) {
    return (Row.isSettled(id) ? SETTLED_FACTOR : WARM_UP_FACTOR) * millis();
  }

  String describe() {
    return quick
        ? "Nothing was warm, and hardly anything measured: these figures say nothing."
        : """
          JVMs for each row: %d, each with %d s that count after %d s of warm-up, or %d s for connects to \
          a server near by, and told to compile ten times sooner than by default; the young ones %d s, \
          and to compile as ever."""
            .formatted(
                forks,
                seconds,
                WARM_UP_FACTOR * seconds,
                SETTLED_FACTOR * seconds,
                WARM_UP_FACTOR * seconds);
  }
}
