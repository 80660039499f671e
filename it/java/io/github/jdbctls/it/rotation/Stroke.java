package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import java.util.Set;

/**
 * A part of a change of files.
 *
 * @param torn what those are told who read the files after it; empty if they can be read
 */
record Stroke(String what, Timeline.Change change, Set<TlsFailure> torn) {
  Stroke {
    torn = Set.copyOf(torn);
  }

  static Stroke last(String what, Timeline.Change change) {
    return new Stroke(what, change, Set.of());
  }
}
