package io.github.jdbctls.trust;

/** A part of a certificate that is not what its standard says. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** Takes a reason that is fit for a log. */
  MalformedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
