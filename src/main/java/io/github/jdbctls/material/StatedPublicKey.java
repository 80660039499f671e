package io.github.jdbctls.material;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The public key that a private key on an elliptic curve states of itself (RFC 5915 section 3), as
 * OpenSSL and Go write it.
 *
 * <p>It is believed, as by OpenSSL, whatever it says: to compare it costs next to nothing, where a
 * signature and its verification are among the longest steps of a JVM's first connect. Whoever
 * presents a key that is at odds with what it states is refused by the server.
 *
 * <p>Only a point that is written uncompressed is compared: two forms of one point are no two keys.
 */
final class StatedPublicKey {
  /** The last field of an {@code ECPrivateKey}. */
  private static final int CONTEXT_1 = 0xA1;

  /** SEC 1, section 2.3.3. */
  private static final int UNCOMPRESSED = 4;

  private StatedPublicKey() {}

  /**
   * Whether the private key says that this is its public key, or that another one is; empty if it
   * says nothing. Both must be of one curve.
   */
  static Optional<Boolean> is(PublicKey publicKey, PrivateKey key) {
    if (!(key instanceof ECKey) || !(publicKey instanceof ECKey)) {
      return Optional.empty();
    }
    try {
      // Not wiped: it may be no copy, but what a key of somebody else works with.
      byte[] pkcs8 = key.getEncoded();
      byte[] own = publicKey.getEncoded();
      if (pkcs8 == null || own == null) {
        return Optional.empty();
      }
      List<Der> fields = Der.of(pkcs8).child(2).wrapped().children();
      Der last = fields.get(fields.size() - 1);
      return last.tag() == CONTEXT_1
          ? compare(last.child(0).encoded(), Der.of(own).child(1).encoded())
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Some provider's own encoding; then the keys have to show it.
      return Optional.empty();
    }
  }

  private static Optional<Boolean> compare(byte[] stated, byte[] own) {
    int differs = Arrays.mismatch(stated, own);
    if (differs < 0) {
      return Optional.of(true);
    }
    // Of a bit string: the number of unused bits, and then the form of the point.
    int content = 2 + (own[1] < 0 ? own[1] & 0x7f : 0);
    boolean inOneForm =
        stated.length == own.length && differs > content + 1 && own[content + 1] == UNCOMPRESSED;
    return inOneForm ? Optional.of(false) : Optional.empty();
  }
}
