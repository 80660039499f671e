package io.github.jdbctls.bench;

import java.util.Locale;
import java.util.Optional;

/** The lines of a table, as Markdown. Not thread-safe. */
final class Table {
  private static final double NANOS_PER_MICRO = 1_000;
  private static final double NANOS_PER_MILLI = 1_000_000;
  private static final double KIB = 1_024;

  private final StringBuilder text = new StringBuilder();

  Table(String... columns) {
    line((Object[]) columns);
    text.append("|---".repeat(columns.length)).append("|\n");
  }

  void line(Object... cells) {
    for (Object cell : cells) {
      text.append("| ").append(cell).append(' ');
    }
    text.append("|\n");
  }

  /** The lines of the contestants of one row: the first, and how the others compare to it. */
  void measured(String title, Samples samples, String name) {
    line(
        title + " (" + samples.count() + " each)",
        name,
        time(samples.time(name, 0.5)),
        time(samples.time(name, 0.99)),
        time(samples.processor(name)),
        bytes(samples.allocated(name)),
        "",
        "",
        "",
        "",
        "");
  }

  /** A contestant, with the ratio by which it is compared. */
  void compared(
      Samples samples, String name, String dividend, String divisor, Optional<Goal> goal) {
    ratio(
        name,
        time(samples.time(name, 0.5)),
        time(samples.time(name, 0.99)),
        time(samples.processor(name)),
        bytes(samples.allocated(name)),
        dividend + " / " + divisor,
        samples.times(dividend, divisor),
        goal);
  }

  /** How long the thread was running: noise from elsewhere hardly changes that. */
  void processor(Samples samples, String dividend, String divisor) {
    ratio(
        "",
        "",
        "",
        "",
        "",
        dividend + " / " + divisor + ", running",
        samples.processors(dividend, divisor),
        Optional.empty());
  }

  /** What one allocates by what another does. */
  void allocation(Samples samples, String dividend, String divisor, Goal goal) {
    ratio(
        "",
        "",
        "",
        "",
        "",
        dividend + " / " + divisor + ", allocated",
        samples.allocations(dividend, divisor),
        Optional.of(goal));
  }

  private void ratio(
      String name,
      String median,
      String high,
      String processor,
      String bytes,
      String compared,
      Samples.Ratio ratio,
      Optional<Goal> goal) {
    line(
        "",
        name,
        median,
        high,
        processor,
        bytes,
        compared,
        number(ratio.value()),
        number(ratio.low()) + " to " + number(ratio.high()),
        goal.map(Goal::toString).orElse(""),
        goal.map(g -> g.verdict(ratio)).orElse(""));
  }

  /** A row that was not measured. */
  void absent(String title, String reason) {
    line(title, "not measured: " + reason, "", "", "", "", "", "", "", "", "");
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String time(long nanos) {
    if (nanos == Measured.UNKNOWN) {
      return "";
    }
    return nanos < NANOS_PER_MILLI
        ? String.format(Locale.ROOT, "%.1f µs", nanos / NANOS_PER_MICRO)
        : String.format(Locale.ROOT, "%.2f ms", nanos / NANOS_PER_MILLI);
  }

  static String bytes(long bytes) {
    return bytes == Measured.UNKNOWN ? "" : String.format(Locale.ROOT, "%.1f KiB", bytes / KIB);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
