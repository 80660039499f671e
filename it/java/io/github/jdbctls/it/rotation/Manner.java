package io.github.jdbctls.it.rotation;

/** How files are changed. */
enum Manner {
  /** Each is written beside, and renamed into its place. */
  RENAME(false),
  /** Each is emptied, and written at once. */
  IN_PLACE(false),
  /** Kubernetes: a link to the folder of all is replaced. */
  SWAP(false),
  /** In place, with another content first. */
  TWICE(false),
  /** A writer that is slow. */
  PIECES(true),
  /** Emptied, and written later. */
  EMPTY(true),
  /** An editor: the old one is kept by another name until the new one is written. */
  EDITOR(true),
  /** Deleted, and made again later. */
  DELETED(true),
  /** Renamed one after the other, so that they do not belong together for a while. */
  ONE_BY_ONE(true);

  private final boolean tears;

  Manner(boolean tears) {
    this.tears = tears;
  }

  /** Whether there is a while in which the files cannot be read. */
  boolean tears() {
    return tears;
  }
}
