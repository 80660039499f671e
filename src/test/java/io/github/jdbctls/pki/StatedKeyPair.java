package io.github.jdbctls.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Keys on an elliptic curve as OpenSSL and Go write them: the private one states the public one.
 */
public final class StatedKeyPair {
  private StatedKeyPair() {}

  /** The same pair. */
  public static KeyPair of(KeyPair pair) {
    return new KeyPair(
        pair.getPublic(), stating(pair.getPublic(), (ECPrivateKey) pair.getPrivate()));
  }

  /** The private key, which says that its public key is this one. */
  public static PrivateKey stating(PublicKey publicKey, ECPrivateKey key) {
    BigInteger order = key.getParams().getOrder();
    SubjectPublicKeyInfo stated = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
    ASN1Encodable none = null;
    try {
      PrivateKeyInfo info =
          new PrivateKeyInfo(
              stated.getAlgorithm(),
              new org.bouncycastle.asn1.sec.ECPrivateKey(
                  order.bitLength(), key.getS(), stated.getPublicKeyData(), none));
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
