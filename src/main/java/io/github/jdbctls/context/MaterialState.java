package io.github.jdbctls.context;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a set that was read well at least once. Immutable.
 *
 * @param generation the last good one
 * @param stamps of the sources when it was read
 * @param young whether a source had changed so shortly before that one more change may not show
 * @param readAt when the last reading began, well or not, in {@link System#nanoTime}
 * @param doubt since a change is seen that has not been read
 */
record MaterialState<M extends MaterialSet<M>>(
    Generation<M> generation,
    List<Stamp> stamps,
    boolean young,
    long readAt,
    Optional<Doubt> doubt) {

  /**
   * Why a generation may be out of date. Immutable.
   *
   * @param since when the change was first seen, in {@link System#nanoTime}
   * @param problem with what was read, without its cause; empty while it is being read for the
   *     first time
   */
  record Doubt(long since, Optional<Problem> problem) {
    boolean isWithin(Duration grace) {
      return System.nanoTime() - since < grace.toNanos();
    }
  }

  /** Why the last reading was in vain, if it was. */
  Optional<Problem> problem() {
    return doubt.isPresent() ? doubt.get().problem() : Optional.empty();
  }

  /** Looks at the sources: whether there is nothing to read. */
  boolean isCurrent() {
    if (young || doubt.isPresent()) {
      return false;
    }
    for (Stamp stamp : stamps) {
      if (stamp.isStale()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it was read, in vain or not, after that time, and is not being read. */
  boolean wasReadAfter(long time) {
    boolean done = doubt.isEmpty() || doubt.get().problem().isPresent();
    return done && readAt - time > 0;
  }

  /** Whether nothing has been read between the two, so that a look at one was at the other. */
  boolean isOfSameReadingAs(@Nullable MaterialState<M> other) {
    return other != null && readAt == other.readAt;
  }

  /** Whether an asker with this grace need not wait for a reading that is under way. */
  boolean mayServe(Duration grace) {
    return doubt.isEmpty() ? !grace.isZero() : doubt.get().isWithin(grace);
  }

  /** The same with a change that is about to be read; one that is seen already stays. */
  MaterialState<M> doubted(long since) {
    return doubt.isPresent()
        ? this
        : new MaterialState<>(
            generation, stamps, young, readAt, Optional.of(new Doubt(since, Optional.empty())));
  }

  /** The same after the change was read in vain. */
  MaterialState<M> failed(Problem problem, long newReadAt) {
    long since = doubt.map(Doubt::since).orElse(newReadAt);
    return new MaterialState<>(
        generation, stamps, young, newReadAt, Optional.of(new Doubt(since, Optional.of(problem))));
  }
}
