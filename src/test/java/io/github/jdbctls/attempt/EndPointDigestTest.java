package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By whose signatures a channel can be bound: libpq's answer to each. */
class EndPointDigestTest {
  private static boolean existsFor(KeyAlgorithm issuer, String signature) {
    TestCertificate authority = TestCertificate.authority("ca").algorithm(issuer).selfSigned();
    return EndPointDigest.exists(
        TestCertificate.leaf("db").signature(signature).issuedBy(authority).certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, MD5withRSA",
    "RSA_2048, SHA1withRSA",
    "RSA_2048, SHA224withRSA",
    "RSA_2048, SHA256withRSA",
    "RSA_2048, SHA384withRSA",
    "RSA_2048, SHA512withRSA",
    "RSA_2048, SHA3-256withRSA",
    "RSA_2048, SHA256withRSAandMGF1",
    "RSASSA_PSS, SHA384withRSAandMGF1",
    "EC_P256, SHA1withECDSA",
    "EC_P256, SHA224withECDSA",
    "EC_P256, SHA256withECDSA",
    "EC_P384, SHA384withECDSA",
    "EC_P521, SHA512withECDSA",
    "DSA_2048, SHA256withDSA"
  })
  void existsWhereTheSignatureNamesAHash(KeyAlgorithm issuer, String signature) {
    assertThat(existsFor(issuer, signature)).isTrue();
  }

  /** The last two are not known to OpenSSL 3.0 as signatures. */
  @ParameterizedTest
  @CsvSource({
    "ED25519, Ed25519",
    "ED448, Ed448",
    "RSA_2048, MD2withRSA",
    "EC_P256, SHA3-256withECDSA",
    "DSA_2048, SHA512withDSA"
  })
  void isMissingWhereLibpqFindsNone(KeyAlgorithm issuer, String signature) {
    assertThat(existsFor(issuer, signature)).isFalse();
  }

  /** It is the issuer's signature that counts, and not the server's own key. */
  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"ED25519", "ED448", "EC_P256"})
  void doesNotDependOnTheServersOwnKey(KeyAlgorithm own) {
    TestCertificate authority = TestCertificate.authority("ca").selfSigned();
    TestCertificate edwards =
        TestCertificate.authority("ca").algorithm(KeyAlgorithm.ED25519).selfSigned();

    assertThat(
            EndPointDigest.exists(
                TestCertificate.leaf("db").algorithm(own).issuedBy(authority).certificate()))
        .isTrue();
    assertThat(
            EndPointDigest.exists(
                TestCertificate.leaf("db").algorithm(own).issuedBy(edwards).certificate()))
        .isFalse();
  }
}
