package io.github.jdbctls.bench;

/** How long everything is measured. */
enum Effort {
  /** Long enough for the figures to count. */
  FULL(2, 2, 4, 3_000, 20),
  /** So short that it only shows that everything runs. */
  QUICK(1, 0, 1, 0, 2);

  private final int forks;
  private final int warmUps;
  private final int iterations;
  private final int millis;
  private final int coldStarts;

  Effort(int forks, int warmUps, int iterations, int millis, int coldStarts) {
    this.forks = forks;
    this.warmUps = warmUps;
    this.iterations = iterations;
    this.millis = millis;
    this.coldStarts = coldStarts;
  }

  /** JVMs for each row. */
  int forks() {
    return forks;
  }

  /** Iterations that do not count. */
  int warmUps() {
    return warmUps;
  }

  /** Iterations that count. */
  int iterations() {
    return iterations;
  }

  /** How long an iteration is. */
  int millis() {
    return millis;
  }

  /** Fresh JVMs for each alternative. */
  int coldStarts() {
    return coldStarts;
  }

  String describe() {
    return this == QUICK
        ? "Nothing was warm, and hardly anything measured: these figures say nothing."
        : "%d JVMs for each row, each with %.0f s of warm-up and %.0f s that count."
            .formatted(forks, warmUps * millis / 1_000.0, iterations * millis / 1_000.0);
  }
}
