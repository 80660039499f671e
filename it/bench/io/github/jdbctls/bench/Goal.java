package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * A ratio to reach.
 *
 * @param bound for the ratio
 * @param sense whether the ratio is to be below or above it
 */
record Goal(double bound, Sense sense) {
  /** On which side of the bound the goal is. */
  enum Sense {
    AT_MOST("at most"),
    AT_LEAST("at least"),
    /** Within two hundredths. */
    ABOUT("");

    private final String words;

    Sense(String words) {
      this.words = words;
    }
  }

  private static final double ABOUT_THE_SAME = 0.02;

  /** Ours by the static context's. */
  private static final Goal TIME = atMost(1.03);

  /** Likewise, of what is allocated. */
  static final Goal ALLOCATION = atMost(1.05);

  /** A statement over our connection by one over the driver's. */
  static final Goal STATEMENT = new Goal(1, Sense.ABOUT);

  static final Goal COLD_PLAIN = atMost(1.10);
  static final Goal COLD_ENCRYPTED = atMost(1.25);

  /** Of a look at four files, in microseconds. */
  static final Goal LOOK_MICROSECONDS = atMost(20);

  private static Goal atMost(double bound) {
    return new Goal(bound, Sense.AT_MOST);
  }

  /** The driver's own time by ours; none for most rows. */
  static Optional<Goal> ofDriver(Row row) {
    boolean old = row.version() == TlsVersion.TLS_1_2;
    boolean usual = row.pkcs12() == (row.database() != Database.POSTGRESQL);
    if (row.far()
        || row.young()
        || !usual
        || (row.bundle() && row.database() != Database.POSTGRESQL)) {
      return Optional.empty();
    }
    return switch (row.database()) {
      case POSTGRESQL -> old ? Optional.empty() : atLeast(row.bundle() ? 1.85 : 1.05);
      case MYSQL -> atLeast(old ? 4.5 : 2.7);
      case MARIADB -> atLeast(old ? 2.2 : 1.3);
      case REDIS -> atLeast(old ? 3.5 : 1.5);
    };
  }

  /** Ours by the static context's, where everything is compiled. */
  static Optional<Goal> ofShared(Row row) {
    return row.young() ? Optional.empty() : Optional.of(TIME);
  }

  /** The time of libpq by ours. */
  static Optional<Goal> ofLibpq(Row row) {
    return row.far() || row.young() || row.version() == TlsVersion.TLS_1_2
        ? Optional.empty()
        : atLeast(row.bundle() ? 3 : 0.85);
  }

  private static Optional<Goal> atLeast(double bound) {
    return Optional.of(new Goal(bound, Sense.AT_LEAST));
  }

  boolean isMet(double value) {
    return switch (sense) {
      case AT_MOST -> value <= bound;
      case AT_LEAST -> value >= bound;
      case ABOUT -> Math.abs(value - bound) <= ABOUT_THE_SAME;
    };
  }

  /** Whether the ratio reaches the goal, and whether noise could have decided that. */
  String verdict(Samples.Ratio ratio) {
    boolean met = isMet(ratio.value());
    boolean sure = isMet(ratio.low()) == met && isMet(ratio.high()) == met;
    return (met ? "met" : "**missed**") + (sure ? "" : ", within noise");
  }

  @Override
  public String toString() {
    return (sense.words + String.format(Locale.ROOT, " %.2f", bound)).strip();
  }
}
