package io.github.jdbctls.context;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One set of material that follows its sources.
 *
 * <ol>
 *   <li>At each look the stamps of the sources are compared. As long as they are the same nothing
 *       is read, but for what had changed so shortly before it was read that another change may not
 *       show: that is read again.
 *   <li>One thread reads. Others go on with the last good set, as long as the grace allows;
 *       otherwise, and where there is none, they wait.
 *   <li>What reads well is used at once, as a new generation if it is not the same.
 *   <li>What does not read leaves the last good generation, with the reason and the time since when
 *       it is in doubt; for how long that serves is for each asker to say. It is one warning. It is
 *       read again at each look.
 *   <li>What never was read well has no last good generation: the problem is thrown.
 * </ol>
 *
 * <p>Thread-safe; starts no thread.
 */
final class LiveMaterial<M extends MaterialSet<M>> {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  /** Reads the set. */
  @FunctionalInterface
  interface Reading<M> {
    M read() throws ProblemException;
  }

  /**
   * Why a generation may be out of date. Immutable.
   *
   * @param since when a change was first seen, in {@link System#nanoTime}
   * @param readAt when it was last tried to be read
   * @param problem with what was read; empty while it is being read for the first time
   */
  private record Doubt(long since, long readAt, Optional<Problem> problem) {
    boolean isWithin(Duration grace) {
      return System.nanoTime() - since < grace.toNanos();
    }
  }

  /**
   * What is known. Immutable.
   *
   * @param young whether a later change may not show
   */
  private record State<M extends MaterialSet<M>>(
      Generation<M> generation, List<Stamp> stamps, boolean young, Optional<Doubt> doubt) {

    boolean isCurrent() {
      return !young && doubt.isEmpty() && stamps.stream().noneMatch(Stamp::isStale);
    }

    State<M> doubted(Doubt newDoubt) {
      return new State<>(generation, stamps, young, Optional.of(newDoubt));
    }

    boolean mayServe(Duration grace) {
      return doubt.isEmpty() ? !grace.isZero() : doubt.get().isWithin(grace);
    }
  }

  /**
   * What a look found. Immutable.
   *
   * @param generation the last good one
   * @param problem with a later one, if that cannot be read
   * @param withinGrace whether the last good one may serve nevertheless
   */
  record Look<M extends MaterialSet<M>>(
      Generation<M> generation, Optional<Problem> problem, boolean withinGrace) {}

  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable State<M> state;

  /**
   * Looks at the sources, and reads them if need be.
   *
   * @param grace for which the last good set may serve
   * @throws ProblemException if there is no last good set
   */
  Look<M> look(Reading<M> reader, Duration grace) throws ProblemException {
    long looked = System.nanoTime();
    State<M> seen = state;
    if (seen == null || !seen.isCurrent()) {
      if (seen == null || !seen.mayServe(grace)) {
        reading.lock();
      } else if (!reading.tryLock()) {
        return seen(seen, grace);
      }
      try {
        seen = refresh(reader, looked);
      } finally {
        reading.unlock();
      }
    }
    return seen(seen, grace);
  }

  private static <M extends MaterialSet<M>> Look<M> seen(State<M> state, Duration grace) {
    return new Look<>(
        state.generation(),
        state.doubt().flatMap(Doubt::problem),
        state.doubt().filter(doubt -> !doubt.isWithin(grace)).isEmpty());
  }

  private State<M> refresh(Reading<M> reader, long looked) throws ProblemException {
    State<M> before = state;
    if (before != null && (before.isCurrent() || wasReadSince(before, looked))) {
      return before;
    }
    Instant began = Instant.now();
    long now = System.nanoTime();
    String cause = before == null ? "" : cause(before);
    if (before != null && before.doubt().isEmpty()) {
      before = before.doubted(new Doubt(now, now, Optional.empty()));
      state = before;
    }
    State<M> after;
    try {
      after = next(before, reader.read(), began, cause);
    } catch (ProblemException e) {
      if (before == null) {
        throw e;
      }
      after = inDoubt(before, e.problem(), now);
    }
    state = after;
    return after;
  }

  /** Somebody else has tried in vain after this look had begun. */
  private boolean wasReadSince(State<M> known, long looked) {
    return known
        .doubt()
        .filter(d -> d.problem().isPresent() && d.readAt() - looked > 0)
        .isPresent();
  }

  private static <M extends MaterialSet<M>> String cause(State<M> before) {
    String changed =
        before.stamps().stream()
            .filter(Stamp::isStale)
            .map(Stamp::describe)
            .distinct()
            .collect(Collectors.joining(", "));
    return changed.isEmpty() ? "a file had changed again while it was read" : changed + " changed";
  }

  private State<M> next(@Nullable State<M> before, M read, Instant began, String cause) {
    List<Stamp> stamps = read.stamps();
    boolean young = stamps.stream().anyMatch(stamp -> stamp.isYoung(began));
    Generation<M> generation;
    if (before == null) {
      generation = new Generation<>(this, 1, read, cause);
    } else if (before.generation().material().holdsSameAs(read)) {
      generation = before.generation();
    } else {
      generation = new Generation<>(this, before.generation().number() + 1, read, cause);
      LOGGER.log(System.Logger.Level.INFO, () -> "Read again, as " + cause);
    }
    return new State<>(generation, stamps, young, Optional.empty());
  }

  private State<M> inDoubt(State<M> before, Problem problem, long readAt) {
    Doubt doubt = before.doubt().orElseThrow();
    if (doubt.problem().isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          () ->
              "What was read before stays in use for sslreloadgrace, as a change cannot be read: "
                  + problem.message());
    }
    return before.doubted(new Doubt(doubt.since(), readAt, Optional.of(problem)));
  }

  /** Returns the newest generation that was read well. */
  Generation<M> newest() {
    return Objects.requireNonNull(state, "nobody has looked yet").generation();
  }
}
