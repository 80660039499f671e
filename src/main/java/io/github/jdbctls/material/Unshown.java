package io.github.jdbctls.material;

/**
 * What code of the application has thrown, by its class and stack trace alone: its words may have a
 * secret.
 */
final class Unshown extends Exception {
  private static final long serialVersionUID = 1L;

  private Unshown(Throwable thrown) {
    super(thrown.getClass().getName() + ", whose message is not shown");
  }

  static Unshown of(Throwable thrown) {
    Unshown unshown = new Unshown(thrown);
    unshown.setStackTrace(thrown.getStackTrace());
    return unshown;
  }
}
