package io.github.jdbctls.it.rotation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attempt to connect; its moments are those of {@link System#nanoTime}. Thread-safe. */
final class Attempt {
  private final Patience patience;
  private volatile long start;
  private volatile boolean started;
  private long end;
  private @Nullable Outcome outcome;

  Attempt(Patience patience) {
    this.patience = patience;
  }

  Patience patience() {
    return patience;
  }

  void begin() {
    start = System.nanoTime();
    started = true;
  }

  long start() {
    return start;
  }

  /** One that is about to start counts as early: what it will see is not known. */
  boolean beganBefore(long moment) {
    return !started || start - moment < 0;
  }

  boolean endedBefore(long moment) {
    return end - moment < 0;
  }

  void end(Outcome how) {
    outcome = how;
  }

  void end(long when) {
    end = when;
  }

  long end() {
    return end;
  }

  Outcome outcome() {
    return Objects.requireNonNull(outcome);
  }

  @Override
  public String toString() {
    return "%s, %.1f ms until %.1f: %s"
        .formatted(patience, (end - start) / 1e6, end / 1e6, outcome);
  }
}
