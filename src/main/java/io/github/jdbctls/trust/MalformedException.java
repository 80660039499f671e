package io.github.jdbctls.trust;

/** A part of a certificate that is not what its standard says. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
