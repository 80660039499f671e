package io.github.jdbctls.connect;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one limit of time for all attempts and hosts of a connect. Immutable. */
final class Deadline {
  private final @Nullable Duration limit;
  private final long start = System.nanoTime();

  Deadline(Optional<Duration> limit) {
    this.limit = limit.orElse(null);
  }

  /** What is left; empty if there is no limit, zero or less when it is over. */
  Optional<Duration> remaining() {
    return Optional.ofNullable(limit).map(l -> l.minusNanos(System.nanoTime() - start));
  }

  /** Whether less than a millisecond is left, the least that a driver can be given. */
  boolean isOver() {
    return remaining().filter(r -> r.toMillis() <= 0).isPresent();
  }

  @Override
  public String toString() {
    return limit == null ? "no limit" : limit.toMillis() / 1000.0 + " s";
  }
}
