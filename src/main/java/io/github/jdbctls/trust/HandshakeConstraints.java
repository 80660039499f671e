package io.github.jdbctls.trust;

import java.security.AlgorithmConstraints;
import org.jspecify.annotations.Nullable;

/**
 * Constraints of a handshake that have nothing to do with its certificates. These are judged by
 * what the JVM has disabled, as in any other handshake.
 */
public interface HandshakeConstraints extends AlgorithmConstraints {
  /** Returns what the JVM has disabled for TLS; null where its provider has no such rules. */
  @Nullable AlgorithmConstraints ofTheJvm();
}
