package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One set of material that follows its sources.
 *
 * <ol>
 *   <li>At each look the stamps of the sources are compared. As long as they are the same nothing
 *       is read, but for what had changed so shortly before it was read that another change may not
 *       show: that is read again.
 *   <li>One thread reads. Others go on with the last good set, as long as the grace allows;
 *       otherwise, and where there is none, they wait, and one of them reads for all.
 *   <li>What is read is one moment's: if a source has changed meanwhile it is read again, a few
 *       times.
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
  private static final int READINGS = 5;
  private static final long BETWEEN_READINGS = Duration.ofMillis(20).toNanos();

  /** Reads the set. */
  @FunctionalInterface
  interface Reading<M> {
    M read() throws ProblemException;
  }

  /**
   * What a look found. Immutable.
   *
   * @param generation the last good one
   * @param problem with a later one, if that cannot be read
   * @param withinGrace whether the last good one may serve nevertheless
   */
  record Look<M extends MaterialSet<M>>(
      Generation<M> generation, Optional<Problem> problem, boolean withinGrace) {
    private static <M extends MaterialSet<M>> Look<M> at(MaterialState<M> state, Duration grace) {
      return new Look<>(
          state.generation(),
          state.doubt().flatMap(MaterialState.Doubt::problem),
          state.doubt().filter(doubt -> !doubt.isWithin(grace)).isEmpty());
    }
  }

  /** A first reading in vain, for those who came before it began. */
  private record Failure(Problem problem, long readAt) {}

  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable MaterialState<M> state;
  private volatile @Nullable Failure failure;

  /**
   * Looks at the sources, and reads them if need be.
   *
   * @param grace for which the last good set may serve
   * @param patience to wait for another thread that reads
   * @throws ProblemException if there is no last good set, or another thread reads for too long
   */
  Look<M> look(Reading<M> reader, Duration grace, Duration patience) throws ProblemException {
    long looked = System.nanoTime();
    MaterialState<M> seen = state;
    if (seen != null && seen.isCurrent()) {
      return Look.at(seen, grace);
    }
    if (seen == null || !seen.mayServe(grace)) {
      await(patience);
    } else if (!reading.tryLock()) {
      return Look.at(seen, grace);
    }
    MaterialState<M> before = state;
    MaterialState<M> after;
    try {
      after = refresh(reader, looked);
    } finally {
      reading.unlock();
    }
    log(before, after);
    return Look.at(after, grace);
  }

  private void await(Duration patience) throws ProblemException {
    try {
      if (reading.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(
              TlsFailure.TIMEOUT, "interrupted while another thread read certificates or keys")
          .withCause(e)
          .exception();
    }
    throw Problem.of(TlsFailure.TIMEOUT, "another thread is still reading the certificates or keys")
        .withRemedy("See what its file system, callback or source of material waits for.")
        .exception();
  }

  private MaterialState<M> refresh(Reading<M> reader, long looked) throws ProblemException {
    MaterialState<M> before = state;
    Failure failed = failure;
    if (before != null && (before.wasReadAfter(looked) || before.isCurrent())) {
      return before;
    }
    if (before == null && failed != null && failed.readAt() - looked > 0) {
      throw failed.problem().exception();
    }
    long now = System.nanoTime();
    String cause = before == null ? "" : ReloadCause.of(before.stamps());
    if (before != null) {
      before = before.doubted(now);
      state = before;
    }
    MaterialState<M> after;
    try {
      after = read(before, reader, now, cause);
      failure = null;
    } catch (ProblemException e) {
      if (before == null) {
        failure = new Failure(e.problem(), now);
        throw e;
      }
      after = before.failed(e.problem(), now);
    }
    state = after;
    return after;
  }

  private MaterialState<M> read(
      @Nullable MaterialState<M> before, Reading<M> reader, long now, String cause)
      throws ProblemException {
    for (int i = 0; i < READINGS; i++) {
      Instant began = Instant.now();
      M read = reader.read();
      List<Stamp> stamps = read.stamps();
      if (stamps.stream().noneMatch(Stamp::isStale)) {
        boolean young = stamps.stream().anyMatch(stamp -> stamp.isYoung(began));
        return new MaterialState<>(next(before, read, cause), stamps, young, now, Optional.empty());
      }
      LockSupport.parkNanos(BETWEEN_READINGS);
    }
    throw Problem.of(
            TlsFailure.FILE_UNREADABLE,
            "the certificates, keys or lists change again and again while they are read")
        .withRemedy("Replace files in one step, by renaming complete ones.")
        .exception();
  }

  private Generation<M> next(@Nullable MaterialState<M> before, M read, String cause) {
    if (before == null) {
      return new Generation<>(this, 1, read, cause);
    }
    return before.generation().material().holdsSameAs(read)
        ? before.generation()
        : new Generation<>(this, before.generation().number() + 1, read, cause);
  }

  /** With no lock: a handler of the log may do anything, and connect too. */
  private static <M extends MaterialSet<M>> void log(
      @Nullable MaterialState<M> before, MaterialState<M> after) {
    if (before == null) {
      return;
    }
    boolean wasBad = before.doubt().flatMap(MaterialState.Doubt::problem).isPresent();
    Optional<Problem> problem = after.doubt().flatMap(MaterialState.Doubt::problem);
    if (problem.isPresent() && !wasBad) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          () ->
              "A change cannot be read, and what was read before serves no longer than"
                  + " sslreloadgrace: "
                  + problem.get().message());
    } else if (after.generation().number() != before.generation().number()) {
      LOGGER.log(System.Logger.Level.INFO, () -> "Read again: " + after.generation().cause());
    } else if (wasBad && problem.isEmpty()) {
      LOGGER.log(System.Logger.Level.INFO, "What could not be read is as it was before");
    }
  }

  /** How many threads wait for one that reads, for tests. */
  int waiting() {
    return reading.getQueueLength();
  }

  /** Returns the newest generation that was read well. */
  Generation<M> newest() {
    return Objects.requireNonNull(state, "nobody has looked yet").generation();
  }
}
