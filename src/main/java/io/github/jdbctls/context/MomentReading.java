package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.Stamp;
import io.github.jdbctls.material.SuppliedStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A set as it was at one moment: if a source has changed while it was read it is read again, a few
 * times. Immutable.
 *
 * @param <M> the kind of set
 * @param material the set
 * @param stamps of its sources
 * @param young whether a source had changed so shortly before that one more change may not show
 */
record MomentReading<M extends MaterialSet<M>>(M material, List<Stamp> stamps, boolean young) {
  private static final int READINGS = 5;
  private static final long BETWEEN_READINGS = Duration.ofMillis(20).toNanos();

  /**
   * Reads.
   *
   * @throws ProblemException of the reader, or FILE_UNREADABLE if it never is one moment's
   */
  static <M extends MaterialSet<M>> MomentReading<M> of(LiveMaterial.Reading<M> reader)
      throws ProblemException {
    for (int left = READINGS - 1; ; left--) {
      Instant began = Instant.now();
      M read = reader.read();
      List<Stamp> stamps = read.stamps();
      List<Stamp> stale = new ArrayList<>();
      boolean young = false;
      for (Stamp stamp : stamps) {
        if (stamp.isStale()) {
          stale.add(stamp);
        }
        young |= stamp.isYoung(began);
      }
      if (stale.isEmpty()) {
        return new MomentReading<>(read, stamps, young);
      }
      if (left == 0) {
        throw changesAgain(stale).exception();
      }
      LockSupport.parkNanos(BETWEEN_READINGS);
    }
  }

  private static Problem changesAgain(List<Stamp> stale) {
    String supplied =
        stale.stream()
            .filter(SuppliedStamp.class::isInstance)
            .map(Stamp::describe)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!supplied.isEmpty()) {
      return Problem.of(
              TlsFailure.FILE_UNREADABLE,
              "something else is handed out each time by the source of " + supplied)
          .withRemedy("Let it return the same object (or bytes) while nothing has changed.");
    }
    return Problem.of(
            TlsFailure.FILE_UNREADABLE,
            "the certificates, keys or lists change again and again while they are read")
        .withRemedy("Replace files in one step, by renaming complete ones.");
  }
}
