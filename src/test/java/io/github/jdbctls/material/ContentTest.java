package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
  private static final TestCertificate RSA =
      TestCertificate.leaf("app").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate EC = TestCertificate.leaf("app").selfSigned();

  private static String describe(byte[] bytes) {
    return Content.of(bytes).description();
  }

  private static String describe(String text) {
    return describe(text.getBytes(UTF_8));
  }

  private static ContentSigner signer() throws Exception {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(EC.key());
  }

  private static byte[] request() throws Exception {
    return new JcaPKCS10CertificationRequestBuilder(
            new X500Name("CN=app"), EC.keyPair().getPublic())
        .build(signer())
        .getEncoded();
  }

  private static byte[] revocationList() throws Exception {
    X509v2CRLBuilder list = new X509v2CRLBuilder(new X500Name("CN=app"), Date.from(Instant.now()));
    list.addCRLEntry(BigInteger.ONE, Date.from(Instant.now()), 0);
    return list.build(signer()).getEncoded();
  }

  @Test
  void tellsDerStructures() throws Exception {
    assertThat(describe(EC.certificate().getEncoded())).isEqualTo("a DER certificate");
    TestCertificate old = TestCertificate.leaf("v1").version1().selfSigned();
    assertThat(describe(old.certificate().getEncoded())).isEqualTo("a DER certificate");
    assertThat(describe(request())).isEqualTo("a certificate signing request");
    assertThat(describe(revocationList())).isEqualTo("a certificate revocation list");
    assertThat(describe(EC.keyPair().getPublic().getEncoded())).isEqualTo("a public key");
    assertThat(describe(KeyFormat.PKCS8_DER.bytes(RSA, "p"))).isEqualTo("a PKCS#8 private key");
    assertThat(describe(KeyFormat.PKCS8_AES_DER.bytes(RSA, "p")))
        .isEqualTo("an encrypted PKCS#8 key");
    assertThat(describe(KeyFormat.PKCS12.bytes(EC, "p"))).isEqualTo("a PKCS#12 key store");
    CMSSignedDataGenerator bundle = new CMSSignedDataGenerator();
    bundle.addCertificates(new JcaCertStore(List.of(EC.certificate())));
    assertThat(describe(bundle.generate(new CMSAbsentContent()).getEncoded()))
        .isEqualTo("a PKCS#7 bundle");
    for (KeyFormat format : new KeyFormat[] {KeyFormat.PKCS1, KeyFormat.SEC1}) {
      TestCertificate certificate = format == KeyFormat.PKCS1 ? RSA : EC;
      byte[] der = PemReader.read(format.bytes(certificate, "p")).get(0).content();
      assertThat(Content.of(der).kind().name()).isEqualTo(format.name());
    }
    KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(1024);
    assertThat(describe(dsa.generateKeyPair().getPublic().getEncoded())).isEqualTo("a public key");
  }

  @Test
  void tellsKeyStores() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("a", EC.certificate());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, "password".toCharArray());
    Content content = Content.of(out.toByteArray());
    assertThat(content.description()).isEqualTo("a JKS key store");
    assertThat(content.kind().conversion("/a/b.jks"))
        .hasValueSatisfying(c -> assertThat(c).contains("keytool", "-srckeystore /a/b.jks "));
  }

  @ParameterizedTest
  @CsvSource({
    "CERTIFICATE REQUEST, a certificate signing request",
    "NEW CERTIFICATE REQUEST, a certificate signing request",
    "ENCRYPTED PRIVATE KEY, an encrypted PKCS#8 key",
    "PRIVATE KEY, a PKCS#8 private key",
    "OPENSSH PRIVATE KEY, an OpenSSH private key",
    "PGP PUBLIC KEY BLOCK, a PGP public key",
    "X509 CRL, a certificate revocation list",
    "CERTIFICATE, a PEM certificate",
    "PUBLIC KEY, a public key"
  })
  void tellsPemWithOneBlock(String label, String expected) throws Exception {
    assertThat(describe(TestCertificate.write(new PemObject(label, new byte[9]))))
        .isEqualTo(expected);
  }

  @Test
  void countsTheBlocksOfOtherPem() {
    assertThat(describe(EC.pem() + EC.keyPem()))
        .isEqualTo("PEM with 1 CERTIFICATE and 1 PRIVATE KEY");
    assertThat(describe(EC.pem() + RSA.pem())).isEqualTo("PEM with 2 CERTIFICATE");
  }

  @Test
  void tellsTextsAndData() {
    assertThat(describe("<!DOCTYPE html><html>")).isEqualTo("an HTML page");
    assertThat(describe(" \n<html lang=en>")).isEqualTo("an HTML page");
    assertThat(describe("<?xml version='1.0'?>")).isEqualTo("an XML text");
    assertThat(describe("{\"a\": 1}")).isEqualTo("a JSON text");
    assertThat(describe("ssh-ed25519 AAAA me@here")).isEqualTo("an SSH public key");
    assertThat(describe("PuTTY-User-Key-File-3: ssh-rsa")).isEqualTo("a PuTTY private key");
    assertThat(describe("hello")).isEqualTo("text without any PEM block");
    assertThat(describe("grüße")).isEqualTo("text without any PEM block");
    assertThat(describe(new byte[] {1, 2, 3})).isEqualTo("binary data");
    assertThat(describe(new byte[] {'P', 'K', 3, 4, 0})).isEqualTo("a ZIP archive");
    assertThat(describe(new byte[] {0x1F, (byte) 0x8B, 8, 0})).isEqualTo("a gzip file");
    assertThat(describe(Base64.getMimeEncoder().encode(RSA.key().getEncoded())))
        .isEqualTo("base64 of a PKCS#8 private key without the BEGIN and END lines of PEM");
  }

  @Test
  void neverFailsWhateverTheBytes() throws Exception {
    byte[][] samples = {
      request(),
      revocationList(),
      EC.certificate().getEncoded(),
      KeyFormat.PKCS12.bytes(EC, "p"),
      EC.pem().getBytes(UTF_8)
    };
    for (byte[] sample : samples) {
      for (int length = 0; length < sample.length; length++) {
        assertThat(describe(Arrays.copyOf(sample, length))).isNotEmpty();
      }
      for (int i = 0; i < sample.length; i++) {
        byte[] damaged = sample.clone();
        damaged[i] ^= (byte) 0xFF;
        assertThat(describe(damaged)).isNotEmpty();
      }
    }
  }
}
