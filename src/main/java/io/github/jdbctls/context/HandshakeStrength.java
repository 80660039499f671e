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
 * 2 asks, where the JVM may ask less.
 *
 * <ol>
 *   <li>Where the chain is verified the server signs with neither MD5 nor SHA-1 (RFC 9155): such a
 *       scheme is not offered. JSSE asks of each by its name of RFC 8446, section 4.2.3, and offers
 *       the same for certificates, where {@link io.github.jdbctls.trust.Strength} refuses them.
 *       Where nothing is verified anybody may be the server, and a weak certificate is as good.
 *   <li>A key for an agreement in a finite field has {@value #LEAST_BITS} bits or more. A group
 *       that has a name has; a server may send any other.
 *   <li>Whatever else the JVM has disabled JSSE asks for besides.
 * </ol>
 *
 * @param verifiesChain whether the chain is verified
 * @param ofTheJvm what the JVM has disabled for TLS; null where its provider has no such rules
 */
record HandshakeStrength(boolean verifiesChain, @Nullable AlgorithmConstraints ofTheJvm)
    implements HandshakeConstraints {
  private static final int LEAST_BITS = 2048;
  private static final String BY_SHA1 = "_sha1";
  private static final String BY_MD5 = "_md5";

  /** Whether what has this name may be offered where the chain is verified. */
  static boolean permits(String name) {
    return !name.endsWith(BY_SHA1) && !name.endsWith(BY_MD5);
  }

  /** Whether the key that the server has sent for the agreement is strong enough. */
  static boolean permits(Key key) {
    return !(key instanceof DHKey dh) || dh.getParams().getP().bitLength() >= LEAST_BITS;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String name, @Nullable AlgorithmParameters parameters) {
    return !verifiesChain || permits(name);
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
    return (!verifiesChain || permits(name)) && permits(key);
  }
}
