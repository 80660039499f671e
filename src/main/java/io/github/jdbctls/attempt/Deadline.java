package io.github.jdbctls.attempt;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A limit of time, for all attempts and hosts of a connect or for one address. Immutable. */
public final class Deadline {
  private final String name;
  private final @Nullable Duration limit;
  private final long start = System.nanoTime();

  private Deadline(String name, Optional<Duration> limit) {
    this.name = name;
    this.limit = limit.orElse(null);
  }

  /** The limit of the whole connect, which begins now. */
  public static Deadline ofConnect(Optional<Duration> limit) {
    return new Deadline("loginTimeout", limit);
  }

  /** The limit of one address, which begins now; this one, if it ends sooner. */
  public Deadline ofAddress(Optional<Duration> addressLimit) {
    if (addressLimit.isEmpty()) {
      return this;
    }
    Optional<Duration> remaining = remaining();
    boolean sooner = remaining.isEmpty() || remaining.get().compareTo(addressLimit.get()) > 0;
    return sooner ? new Deadline("connect_timeout", addressLimit) : this;
  }

  /** What is left; empty if there is no limit, zero or less when it is over. */
  public Optional<Duration> remaining() {
    return limit == null
        ? Optional.empty()
        : Optional.of(limit.minusNanos(System.nanoTime() - start));
  }

  /** Whether less than a millisecond is left, the least that a driver can be given. */
  public boolean isOver() {
    Optional<Duration> remaining = remaining();
    return remaining.isPresent() && remaining.get().toMillis() <= 0;
  }

  /** The parameter that set it, and its value. */
  @Override
  public String toString() {
    return name + " (" + (limit == null ? "no limit" : limit.toMillis() / 1000.0 + " s") + ")";
  }
}
