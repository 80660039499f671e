package io.github.jdbctls.trust;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Whom a certificate speaks of: a name with a key, whoever certified them, and however often.
 * Immutable.
 *
 * @param subject the name
 * @param key an RSA modulus, under whichever of RSA's algorithms; of any other key its encoding
 */
record Entity(X500Principal subject, String key) {
  // Written out: the compiler's own spins dozens of classes in the first connect of a JVM.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entity that
        && Objects.equals(subject, that.subject)
        && Objects.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(subject, key);
  }

  static Entity of(X509Certificate certificate) {
    return new Entity(certificate.getSubjectX500Principal(), text(certificate.getPublicKey()));
  }

  private static String text(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        ? text(rsa.getModulus())
        : HexFormat.of().formatHex(key.getEncoded());
  }

  private static String text(BigInteger modulus) {
    return "RSA " + modulus.toString(16);
  }
}
