package io.github.jdbctls.it.matrix;

import io.github.jdbctls.TlsFailure;

/** What becomes of a connect. */
public sealed interface Outcome {
  /** A connection in plain text. */
  record Plain() implements Outcome {}

  /**
   * A connection over TLS.
   *
   * @param proven what the server has proven
   * @param withClientCertificate whether the server has got our certificate
   */
  record Encrypted(Proven proven, boolean withClientCertificate) implements Outcome {}

  /** No connection, by our own exception. */
  record Refused(TlsFailure failure) implements Outcome {}

  /**
   * No connection, by the driver's own exception.
   *
   * @param stateClass the first two characters of the SQLState
   */
  record RefusedByServer(String stateClass) implements Outcome {}

  /** What a server over TLS has proven. */
  enum Proven {
    NOTHING,
    CHAIN,
    CHAIN_AND_NAME
  }
}
