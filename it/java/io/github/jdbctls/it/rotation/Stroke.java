package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a change of files.
 *
 * @param torn what those are told who read the files after it; empty if they can be read
 * @param gone the entry of a directory that is not there after it, or none
 */
record Stroke(String what, Timeline.Change change, Set<TlsFailure> torn, Optional<String> gone) {
  Stroke {
    torn = Set.copyOf(torn);
  }

  static Stroke last(String what, Timeline.Change change) {
    return new Stroke(what, change, Set.of(), Optional.empty());
  }

  static Stroke tearing(String what, Timeline.Change change, TlsFailure torn) {
    return new Stroke(what, change, Set.of(torn), Optional.empty());
  }

  /** After which a directory reads well, without an entry. */
  static Stroke removing(String what, Timeline.Change change, String gone) {
    return new Stroke(what, change, Set.of(), Optional.of(gone));
  }
}
