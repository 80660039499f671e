package io.github.jdbctls.it.libpq;

/** What becomes of a connect, the laxest first. */
enum Outcome {
  /** A connection in plain text. */
  PLAIN,
  /** A connection over TLS. */
  TLS,
  /** No connection. */
  REFUSED;

  boolean isLaxerThan(Outcome other) {
    return compareTo(other) < 0;
  }
}
