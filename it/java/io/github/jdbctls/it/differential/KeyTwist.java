package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificateBuilder;

/** Another kind of key. */
enum KeyTwist implements CertificateTwist {
  RSA_1024(KeyAlgorithm.RSA_1024),
  RSA_2047(KeyAlgorithm.RSA_2047),
  RSA_2048(KeyAlgorithm.RSA_2048),
  RSA_3072(KeyAlgorithm.RSA_3072),
  EC_P384(KeyAlgorithm.EC_P384),
  EC_P521(KeyAlgorithm.EC_P521),
  ED25519(KeyAlgorithm.ED25519),
  ED448(KeyAlgorithm.ED448),
  RSASSA_PSS(KeyAlgorithm.RSASSA_PSS);

  private final KeyAlgorithm algorithm;

  KeyTwist(KeyAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** Nothing: the chain is built with this key from the start. */
  @Override
  public void apply(TestCertificateBuilder certificate) {}

  @Override
  public Bearer bearer() {
    return Bearer.ANY;
  }
}
