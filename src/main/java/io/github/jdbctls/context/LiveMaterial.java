package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One set of material that follows its sources.
 *
 * <ol>
 *   <li>A source or callback that is asked by a look, and connects in the same thread with the very
 *       material that it supplies, is refused: it would be asked again without end.
 *   <li>At each look the stamps of the sources are compared. As long as they are the same nothing
 *       is read, but for what had changed so shortly before it was read that another change may not
 *       show: that is read again.
 *   <li>One thread reads. Before it asks the sources anything more it notes the doubt, from which
 *       the grace counts. Others go on with the last good set, as long as the grace allows;
 *       otherwise, and where there is none, they wait, and one of them reads for all.
 *   <li>What is read is one moment's ({@link MomentReading}).
 *   <li>What reads well is used at once, as a new generation if it is not the same.
 *   <li>What does not read leaves the last good generation, with the reason and the time since when
 *       it is in doubt; for how long that serves is for each asker to say. It is one warning. It is
 *       read again at each look.
 *   <li>A reading that ends with another throwable is one that does not read too; whoever reads
 *       gets the throwable itself.
 *   <li>What never was read well has no last good generation: the problem is thrown.
 *   <li>Only whoever reads gets the cause of a problem. It is not kept: its stack trace would hold
 *       the classes of an application that is gone.
 * </ol>
 *
 * <p>Thread-safe; starts no thread.
 */
final class LiveMaterial<M extends MaterialSet<M>> {
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
   * @param doubt since a change is seen that has not been read
   * @param grace of the asker
   */
  record Look<M extends MaterialSet<M>>(
      Generation<M> generation,
      Optional<Problem> problem,
      Optional<MaterialState.Doubt> doubt,
      Duration grace) {
    private static <M extends MaterialSet<M>> Look<M> at(MaterialState<M> state, Duration grace) {
      return new Look<>(state.generation(), state.problem(), state.doubt(), grace);
    }

    private Look<M> with(Problem itsOwn) {
      return new Look<>(generation, Optional.of(itsOwn), doubt, grace);
    }

    /** Whether the last good one may serve at this moment. */
    boolean isWithinGrace() {
      return doubt.isEmpty() || doubt.get().isWithin(grace);
    }
  }

  /** A first reading in vain, for those who came before it began. */
  private record Failure(Problem problem, long readAt) {}

  private final ReentrantLock reading = new ReentrantLock();
  private final Set<Thread> looking = ConcurrentHashMap.newKeySet();
  private volatile @Nullable MaterialState<M> state;
  private volatile @Nullable Failure failure;

  /**
   * Looks at the sources, and reads them if need be.
   *
   * @param grace for which the last good set may serve
   * @param patience to wait for another thread that reads
   * @throws ProblemException if there is no last good set, or another thread reads for too long, or
   *     this one is in a look already
   */
  Look<M> look(Reading<M> reader, Duration grace, Duration patience) throws ProblemException {
    Thread asker = Thread.currentThread();
    if (!looking.add(asker)) {
      throw Problem.of(
              TlsFailure.FILE_UNREADABLE,
              "a source or callback connects with the very certificates, keys or password that it"
                  + " supplies")
          .withRemedy("Let it connect with other settings, or not at all.")
          .exception();
    }
    MaterialState<M> before = null;
    MaterialState<M> after = null;
    try {
      long looked = System.nanoTime();
      MaterialState<M> seen = state;
      if (seen != null && looksCurrent(seen)) {
        return Look.at(seen, grace);
      }
      // Anew: looking may have taken long, and another thread have found reason to doubt.
      MaterialState<M> latest = state;
      if (latest == null || !latest.mayServe(grace)) {
        await(patience);
      } else if (!reading.tryLock()) {
        return Look.at(latest, grace);
      }
      before = state;
      try {
        return refresh(reader, seen, looked, grace);
      } finally {
        after = state;
        reading.unlock();
      }
    } finally {
      looking.remove(asker);
      // With no lock, and not as a look: a handler of the log may do anything, and connect too.
      ReloadLog.log(before, after);
    }
  }

  /** A stamp that throws is looked at again with the lock, where that is noted. */
  private static boolean looksCurrent(MaterialState<?> seen) {
    try {
      return seen.isCurrent();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void await(Duration patience) throws ProblemException {
    // First, because the other one throws on an interrupted thread though nobody reads.
    if (reading.tryLock()) {
      return;
    }
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
    throw stillReading().exception();
  }

  /** The problem that another thread takes too long. */
  static Problem stillReading() {
    return Problem.of(
            TlsFailure.TIMEOUT, "another thread is still reading the certificates or keys")
        .withRemedy("See what its file system, callback or source of material waits for.");
  }

  private Look<M> refresh(
      Reading<M> reader, @Nullable MaterialState<M> seen, long looked, Duration grace)
      throws ProblemException {
    MaterialState<M> before = state;
    Failure failed = failure;
    if (before != null && before.wasReadAfter(looked)) {
      return Look.at(before, grace);
    }
    if (before == null && failed != null && failed.readAt() - looked > 0) {
      throw failed.problem().exception();
    }
    long now = System.nanoTime();
    if (before != null) {
      state = before.doubted(now);
    }
    try {
      MaterialState<M> after =
          before != null && !before.isOfSameReadingAs(seen) && before.isCurrent()
              ? before
              : read(before, reader, now);
      state = after;
      failure = null;
      return Look.at(after, grace);
    } catch (ProblemException e) {
      MaterialState<M> after = noted(before, e.problem(), now);
      if (after == null) {
        throw e;
      }
      return Look.at(after, grace).with(e.problem());
    } catch (Throwable e) {
      String found = "reading the certificates or keys ended with " + e.getClass().getName();
      noted(before, Problem.of(TlsFailure.INTERNAL, found), now);
      throw e;
    }
  }

  /** Notes a reading in vain; null if there is no last good generation. */
  private @Nullable MaterialState<M> noted(
      @Nullable MaterialState<M> before, Problem problem, long now) {
    Problem kept = new Problem(problem.failure(), problem.found(), problem.remedy(), null);
    if (before == null) {
      failure = new Failure(kept, now);
      return null;
    }
    MaterialState<M> after = before.failed(kept, now);
    state = after;
    return after;
  }

  private MaterialState<M> read(@Nullable MaterialState<M> before, Reading<M> reader, long now)
      throws ProblemException {
    String cause = before == null ? "" : ReloadCause.of(before.stamps());
    MomentReading<M> read = MomentReading.of(reader);
    return new MaterialState<>(
        next(before, read.material(), cause), read.stamps(), read.young(), now, Optional.empty());
  }

  private Generation<M> next(@Nullable MaterialState<M> before, M read, String cause) {
    if (before == null) {
      return new Generation<>(this, 1, read, cause);
    }
    return before.generation().material().holdsSameAs(read)
        ? before.generation()
        : new Generation<>(this, before.generation().number() + 1, read, cause);
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
