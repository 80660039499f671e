package io.github.jdbctls.material;

import java.time.Instant;

/** What a source looked like when it was read, by which a change shows. Immutable. */
public sealed interface Stamp permits FileStamp, SuppliedStamp {
  /** Returns the source in words. */
  String describe();

  /** Looks at the source: whether it looks different now. No file is opened. */
  boolean isStale();

  /**
   * Whether the source had changed so shortly before it was read that one more change may look the
   * same.
   *
   * @param read when the reading began
   */
  boolean isYoung(Instant read);
}
