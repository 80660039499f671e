package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import java.nio.file.Path;
import java.util.Set;

/**
 * A set of files that cannot be read, for as long as the last good one serves.
 *
 * @param folder of the files
 * @param failures what a client whose patience is over is told
 * @param row the states that cannot be read, of which this is one
 */
record Torn(Path folder, Set<TlsFailure> failures, Row row) {
  /** What clocks of different kinds may differ by, and what a look at the files may take. */
  static final long SLACK = 50_000_000L;

  /** States that follow each other without a good one between them. Thread-safe. */
  static final class Row {
    private final long since = System.nanoTime();
    private volatile long found;
    private volatile boolean isFound;

    /** An attempt that began after the files were torn has ended: it has found them torn. */
    synchronized void find(Attempt attempt) {
      if (!isFound || attempt.endedBefore(found)) {
        found = attempt.end();
        isFound = true;
      }
    }
  }

  Torn {
    failures = Set.copyOf(failures);
  }

  /** Whether the last good set may have served. */
  boolean mayServe(Attempt attempt) {
    return !row.isFound || attempt.beganBefore(row.found + attempt.patience().nanos() + SLACK);
  }

  /** Whether the file's error may have been said. */
  boolean mayFail(Attempt attempt) {
    return !attempt.endedBefore(row.since + attempt.patience().nanos() - SLACK);
  }
}
