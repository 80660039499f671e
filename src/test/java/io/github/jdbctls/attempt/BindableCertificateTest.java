package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.shaded.com.ongres.scram.common.util.TlsServerEndpoint;

/** What a driver's library for SCRAM makes of the certificate that it is shown. */
class BindableCertificateTest {
  private static final TestCertificate AUTHORITY =
      TestCertificate.authority("ca").algorithm(KeyAlgorithm.RSA_2048).selfSigned();

  private static X509Certificate leaf(KeyAlgorithm issuer, String signature) {
    return TestCertificate.leaf("db")
        .signature(signature)
        .issuedBy(
            issuer == KeyAlgorithm.RSA_2048
                ? AUTHORITY
                : TestCertificate.authority("ca").algorithm(issuer).selfSigned())
        .certificate();
  }

  private static X509Certificate pss() {
    return leaf(KeyAlgorithm.RSA_2048, "SHA384withRSAandMGF1");
  }

  private static X509Certificate shown(X509Certificate leaf) {
    return EndPointDigest.hash(leaf)
        .flatMap(hash -> BindableCertificate.naming(hash, leaf))
        .orElse(leaf);
  }

  /** By RFC 5929: the hash of the signature, and SHA-256 for MD5 and SHA-1. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, MD5withRSA, SHA-256",
    "RSA_2048, SHA1withRSA, SHA-256",
    "RSA_2048, SHA224withRSA, SHA-224",
    "RSA_2048, SHA256withRSA, SHA-256",
    "RSA_2048, SHA512withRSA, SHA-512",
    "RSA_2048, SHA3-256withRSA, SHA3-256",
    "RSA_2048, SHA1withRSAandMGF1, SHA-256",
    "RSA_2048, SHA224withRSAandMGF1, SHA-224",
    "RSA_2048, SHA256withRSAandMGF1, SHA-256",
    "RSA_2048, SHA384withRSAandMGF1, SHA-384",
    "RSA_2048, SHA512withRSAandMGF1, SHA-512",
    "RSASSA_PSS, SHA512withRSAandMGF1, SHA-512",
    "EC_P256, SHA1withECDSA, SHA-256",
    "EC_P384, SHA384withECDSA, SHA-384",
    "DSA_2048, SHA224withDSA, SHA-224"
  })
  void isBoundToByTheHashOfItsSignature(KeyAlgorithm issuer, String signature, String digest)
      throws Exception {
    X509Certificate leaf = leaf(issuer, signature);

    assertThat(TlsServerEndpoint.getChannelBindingData(shown(leaf)))
        .isEqualTo(MessageDigest.getInstance(digest).digest(leaf.getEncoded()));
  }

  /** So the driver says of itself that it knows of binding. */
  @ParameterizedTest
  @CsvSource({
    "ED25519, Ed25519",
    "ED448, Ed448",
    "RSA_2048, MD2withRSA",
    "RSA_2048, SHA256withRSAandMGF1",
    "EC_P256, SHA3-256withECDSA",
    "DSA_2048, SHA512withDSA"
  })
  void isBoundToByAnyHash(KeyAlgorithm issuer, String signature) throws Exception {
    X509Certificate leaf = leaf(issuer, signature);

    assertThat(
            TlsServerEndpoint.getChannelBindingData(
                BindableCertificate.naming("SHA256", leaf).orElseThrow()))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()));
  }

  /** Why there has to be such a class. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, SHA256withRSAandMGF1",
    "RSASSA_PSS, SHA512withRSAandMGF1",
    "ED25519, Ed25519"
  })
  void isNeededWhereTheDriverFindsNoHash(KeyAlgorithm issuer, String signature) throws Exception {
    assertThat(TlsServerEndpoint.getChannelBindingData(leaf(issuer, signature))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, MD5withRSA, MD5",
    "RSA_2048, SHA1withRSA, SHA1",
    "RSA_2048, SHA3-512withRSA, SHA3-512",
    "EC_P256, SHA256withECDSA, SHA256"
  })
  void isNotNeededWhereTheNameSaysIt(KeyAlgorithm issuer, String signature, String hash) {
    assertThat(BindableCertificate.naming(hash, leaf(issuer, signature))).isEmpty();
  }

  @Test
  void differsByThatNameOnly() throws Exception {
    X509Certificate leaf = pss();
    X509Certificate shown = shown(leaf);

    assertThat(leaf.getSigAlgName()).isEqualTo("RSASSA-PSS");
    assertThat(shown.getSigAlgName()).isEqualTo("SHA384withRSASSA-PSS");
    assertThat(shown).isNotSameAs(leaf).isEqualTo(leaf).hasSameHashCodeAs(leaf);
    assertThat(leaf).isEqualTo(shown);
    assertThat(shown.getEncoded()).isEqualTo(leaf.getEncoded());
    assertThat(shown.getSigAlgOID()).isEqualTo(leaf.getSigAlgOID());
    assertThat(shown).hasToString(leaf.toString());
    shown.verify(AUTHORITY.certificate().getPublicKey());
    shown.checkValidity();
  }

  /** As every certificate: by its encoding. */
  @Test
  void isSerializedAsTheCertificate() throws Exception {
    X509Certificate leaf = pss();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(shown(leaf));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(leaf).hasSameClassAs(leaf);
    }
  }
}
