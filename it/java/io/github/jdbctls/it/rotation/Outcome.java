package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;

/** How an attempt to connect ended. */
sealed interface Outcome {
  /** With a connection. */
  record Open(Seen seen, boolean resumed) implements Outcome {}

  /** With a failure of ours. */
  record Refused(TlsFailure failure, String message) implements Outcome {}

  /** In a way that no state allows. */
  record Other(Exception cause) implements Outcome {}
}
