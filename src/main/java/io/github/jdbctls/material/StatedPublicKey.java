package io.github.jdbctls.material;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.List;

/**
 * The public key that a private key on an elliptic curve states of itself (RFC 5915 section 3), as
 * OpenSSL and Go write it.
 *
 * <p>It is believed, as by OpenSSL: to compare it costs next to nothing, where a signature and its
 * verification are among the longest steps of a JVM's first connect. Whoever presents a key that is
 * at odds with what it states is refused by the server.
 */
final class StatedPublicKey {
  /** The last field of an {@code ECPrivateKey}. */
  private static final int CONTEXT_1 = 0xA1;

  private StatedPublicKey() {}

  /** Whether the private key says that this is its public key; both must be of one curve. */
  static boolean is(PublicKey publicKey, PrivateKey key) {
    if (!(key instanceof ECKey) || !(publicKey instanceof ECKey)) {
      return false;
    }
    try {
      // Not wiped: it may be no copy, but what a key of somebody else works with.
      byte[] pkcs8 = key.getEncoded();
      byte[] own = publicKey.getEncoded();
      if (pkcs8 == null || own == null) {
        return false;
      }
      List<Der> fields = Der.of(pkcs8).child(2).wrapped().children();
      Der last = fields.get(fields.size() - 1);
      return last.tag() == CONTEXT_1
          && Arrays.equals(last.child(0).encoded(), Der.of(own).child(1).encoded());
    } catch (IOException | RuntimeException e) {
      // Some provider's own encoding; then the keys have to show it.
      return false;
    }
  }
}
