package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of all attempts. Thread-safe. */
final class Verdicts {
  /** What is said of files that are being changed. */
  static final Set<TlsFailure> OF_FILES =
      Set.of(
          TlsFailure.FILE_EMPTY,
          TlsFailure.FILE_MISSING,
          TlsFailure.FILE_UNREADABLE,
          TlsFailure.WRONG_CONTENT,
          TlsFailure.KEY_MISMATCH,
          TlsFailure.KEY_MISSING,
          TlsFailure.KEY_PASSWORD_WRONG);

  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Map<TlsFailure, Long> refused = new EnumMap<>(TlsFailure.class);
  private long open;
  private long resumed;
  private long decided;
  private long exact;
  private long late;
  private long latest;

  /**
   * Counts an attempt that came to what it may.
   *
   * @param mustDo whether it had to succeed, or had to fail
   * @param isExact whether there was one answer only
   */
  synchronized void count(Attempt attempt, boolean mustDo, boolean isExact) {
    decided += mustDo ? 1 : 0;
    exact += isExact ? 1 : 0;
    if (attempt.outcome() instanceof Outcome.Open connection) {
      open++;
      resumed += connection.resumed() ? 1 : 0;
    } else if (attempt.outcome() instanceof Outcome.Refused refusal) {
      refused.merge(refusal.failure(), 1L, Long::sum);
    }
  }

  /** An attempt that began so many nanoseconds after a change, and came to what was before it. */
  synchronized void late(long nanos) {
    late++;
    latest = Math.max(latest, nanos);
  }

  void violation(String text) {
    violations.add(text);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  void stopAtViolation() {
    if (!violations.isEmpty()) {
      throw new AssertionError(violations.size() + " violations, the first: " + violations.get(0));
    }
  }

  synchronized long open() {
    return open;
  }

  /** Connections that went on with an earlier TLS session. */
  synchronized long resumed() {
    return resumed;
  }

  synchronized long refused() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized long refused(TlsFailure failure) {
    return refused.getOrDefault(failure, 0L);
  }

  synchronized long fileErrors() {
    return OF_FILES.stream().mapToLong(failure -> refused.getOrDefault(failure, 0L)).sum();
  }

  /** Attempts that had to succeed, or had to fail. */
  synchronized long decided() {
    return decided;
  }

  @Override
  public synchronized String toString() {
    return "%d connections (%d resumed), %d refusals %s; %d decided, %d exactly;"
            .formatted(open, resumed, refused(), refused, decided, exact)
        + " %d late by at most %.1f ms; %d violations"
            .formatted(late, latest / 1e6, violations.size());
  }
}
