package io.github.jdbctls.context;

import io.github.jdbctls.trust.HandshakeConstraints;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;
import javax.crypto.interfaces.DHKey;
import org.jspecify.annotations.Nullable;

/**
 * How strong a handshake of TLS 1.2 has to be besides its certificates: as OpenSSL's security level
 * 2 asks, where the JVM asks less.
 *
 * <ol>
 *   <li>A key for an agreement in a finite field has {@value #LEAST_BITS} bits or more. A group
 *       that has a name has; a server may send any other.
 *   <li>Whatever else the JVM has disabled JSSE asks for besides.
 * </ol>
 *
 * @param ofTheJvm what the JVM has disabled for TLS; null where its provider has no such rules
 */
record HandshakeStrength(@Nullable AlgorithmConstraints ofTheJvm) implements HandshakeConstraints {
  private static final int LEAST_BITS = 2048;

  /** Whether the key that the server has sent for the agreement is strong enough. */
  static boolean permits(Key key) {
    return !(key instanceof DHKey dh) || dh.getParams().getP().bitLength() >= LEAST_BITS;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String name, @Nullable AlgorithmParameters parameters) {
    return true;
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    return permits(key);
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives,
      String name,
      Key key,
      @Nullable AlgorithmParameters parameters) {
    return permits(key);
  }
}
