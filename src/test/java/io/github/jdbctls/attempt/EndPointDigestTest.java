package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By whose signatures a channel can be bound: libpq's answer to each. */
class EndPointDigestTest {
  private static Optional<String> hash(KeyAlgorithm issuer, String signature) {
    TestCertificate authority = TestCertificate.authority("ca").algorithm(issuer).selfSigned();
    return EndPointDigest.hash(
        TestCertificate.leaf("db").signature(signature).issuedBy(authority).certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, MD5withRSA, MD5",
    "RSA_2048, SHA1withRSA, SHA1",
    "RSA_2048, SHA224withRSA, SHA224",
    "RSA_2048, SHA256withRSA, SHA256",
    "RSA_2048, SHA384withRSA, SHA384",
    "RSA_2048, SHA512withRSA, SHA512",
    "RSA_2048, SHA3-224withRSA, SHA3-224",
    "RSA_2048, SHA3-256withRSA, SHA3-256",
    "RSA_2048, SHA3-384withRSA, SHA3-384",
    "RSA_2048, SHA3-512withRSA, SHA3-512",
    "RSA_2048, SHA1withRSAandMGF1, SHA1",
    "RSA_2048, SHA224withRSAandMGF1, SHA224",
    "RSA_2048, SHA256withRSAandMGF1, SHA256",
    "RSA_2048, SHA512withRSAandMGF1, SHA512",
    "RSASSA_PSS, SHA384withRSAandMGF1, SHA384",
    "EC_P256, SHA1withECDSA, SHA1",
    "EC_P256, SHA224withECDSA, SHA224",
    "EC_P256, SHA256withECDSA, SHA256",
    "EC_P384, SHA384withECDSA, SHA384",
    "EC_P521, SHA512withECDSA, SHA512",
    "DSA_2048, SHA224withDSA, SHA224",
    "DSA_2048, SHA256withDSA, SHA256"
  })
  void isTheHashOfTheSignature(KeyAlgorithm issuer, String signature, String expected) {
    assertThat(hash(issuer, signature)).contains(expected);
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
    assertThat(hash(issuer, signature)).isEmpty();
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
            EndPointDigest.hash(
                TestCertificate.leaf("db").algorithm(own).issuedBy(authority).certificate()))
        .contains("SHA256");
    assertThat(
            EndPointDigest.hash(
                TestCertificate.leaf("db").algorithm(own).issuedBy(edwards).certificate()))
        .isEmpty();
  }
}
