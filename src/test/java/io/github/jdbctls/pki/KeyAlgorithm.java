package io.github.jdbctls.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** The kinds of key that test certificates have. */
public enum KeyAlgorithm {
  RSA_1024("RSA", 1024),
  RSA_2047("RSA", 2047),
  RSA_2048("RSA", 2048),
  RSA_3072("RSA", 3072),
  DSA_2048("DSA", 2048),
  EC_P256("EC", 256),
  EC_P384("EC", 384),
  EC_P521("EC", 521),
  ED25519("Ed25519", 255),
  ED448("Ed448", 448),
  RSASSA_PSS("RSASSA-PSS", 2048);

  private final String generator;
  private final int size;

  KeyAlgorithm(String generator, int size) {
    this.generator = generator;
    this.size = size;
  }

  /** A key pair that nobody else in this JVM has. */
  public KeyPair newKeyPair() {
    return generator.startsWith("RSA")
        ? StoredKeys.of(name(), generator).next(this::generated)
        : generated();
  }

  private KeyPair generated() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance(generator);
      keys.initialize(size);
      return keys.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
