package io.github.jdbctls.trust;

import java.security.AlgorithmConstraints;

/**
 * Constraints of one handshake that have to do with its key agreement alone. Certificates are
 * judged by what the JVM has disabled, as in any other handshake.
 */
public interface KeyAgreementConstraints extends AlgorithmConstraints {
  /** Returns what the JVM has disabled for TLS. */
  AlgorithmConstraints ofTheJvm();
}
