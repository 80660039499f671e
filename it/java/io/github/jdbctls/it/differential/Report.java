package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run has found, counted. Not thread-safe. */
final class Report {
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> explanations = new TreeMap<>();
  private final Coverage coverage = new Coverage();
  private final Map<Outcome, Integer> ofLibpq = new TreeMap<>();
  private final List<Comparison> failures = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int configurations;
  private int comparisons;

  /** Counts one configuration's comparisons; whether one of them is a failure. */
  boolean add(List<Comparison> ofOne) {
    configurations++;
    coverage.add(ofOne.get(0));
    boolean failed = false;
    ofLibpq.merge(ofOne.get(0).libpq().outcome(), 1, Integer::sum);
    for (Comparison comparison : ofOne) {
      comparisons++;
      Verdict verdict = comparison.verdict();
      outcomes.merge(
          "%-6s libpq %-7s ours %-7s %s"
              .formatted(
                  comparison.version(),
                  comparison.libpq().outcome(),
                  comparison.ours().outcome(),
                  verdict),
          1,
          Integer::sum);
      if (verdict != Verdict.EQUAL && !verdict.isFailure()) {
        explanations.merge(
            comparison.version() + " " + verdict + " " + comparison.explanation(), 1, Integer::sum);
      }
      if (verdict.isFailure()) {
        failures.add(comparison);
        failed = true;
      }
    }
    return failed;
  }

  void skipped(ServerSetup setup, String objection) {
    skipped.add(setup + ": " + objection);
  }

  int configurations() {
    return configurations;
  }

  int skippedServers() {
    return skipped.size();
  }

  int comparisons() {
    return comparisons;
  }

  int failureCount() {
    return failures.size();
  }

  /** Every failure with all that is needed to run it again. */
  String failures() {
    return failures.stream().map(Comparison::describe).collect(Collectors.joining("\n\n"));
  }

  /** How many of a hundred configurations end so with libpq. */
  int percentOfLibpq(Outcome outcome) {
    return configurations == 0 ? 0 : 100 * ofLibpq.getOrDefault(outcome, 0) / configurations;
  }

  /** What was never drawn, of what every run of the default length draws. */
  List<String> notCovered() {
    return coverage.missing();
  }

  /** All counts. */
  String text() {
    return """
        %d configurations, %d comparisons, %d servers skipped
        outcomes:
        %s
        explanations:
        %s
        servers skipped:
        %s
        coverage (configurations, of which TLS):
        %s"""
        .formatted(
            configurations,
            comparisons,
            skipped.size(),
            lines(outcomes),
            lines(explanations),
            skipped.stream().map(line -> "  " + line).collect(Collectors.joining("\n")),
            coverage.text());
  }

  private static String lines(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> "  %6d %s".formatted(count.getValue(), count.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
