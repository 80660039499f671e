package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateContentsTest {
  private static final ASN1ObjectIdentifier NETSCAPE_TYPE =
      new ASN1ObjectIdentifier("2.16.840.1.113730.1.1");

  record Value(ASN1ObjectIdentifier extension, ASN1Encodable value) {
    @Override
    public String toString() {
      return extension + " = " + value;
    }
  }

  /** What the JDK takes for absent in an extension that is not critical. */
  static final List<Value> UNREADABLE =
      List.of(
          new Value(Extension.keyUsage, DERNull.INSTANCE),
          new Value(Extension.keyUsage, new DERSequence()),
          new Value(Extension.extendedKeyUsage, DERNull.INSTANCE),
          new Value(Extension.extendedKeyUsage, new DERSequence(DERNull.INSTANCE)),
          new Value(NETSCAPE_TYPE, DERNull.INSTANCE),
          new Value(Extension.basicConstraints, DERNull.INSTANCE),
          new Value(Extension.basicConstraints, sequence(ASN1Boolean.TRUE, DERNull.INSTANCE)),
          new Value(Extension.basicConstraints, sequence(ASN1Boolean.TRUE, new ASN1Integer(-1))),
          new Value(
              Extension.basicConstraints,
              sequence(ASN1Boolean.TRUE, new ASN1Integer(1), new ASN1Integer(1))),
          new Value(Extension.nameConstraints, DERNull.INSTANCE),
          new Value(Extension.nameConstraints, sequence(DERNull.INSTANCE)),
          new Value(
              Extension.nameConstraints,
              sequence(new DERTaggedObject(false, 0, sequence(new DERSequence())))),
          new Value(Extension.subjectAlternativeName, DERNull.INSTANCE),
          new Value(Extension.subjectAlternativeName, sequence(DERNull.INSTANCE)),
          new Value(
              Extension.subjectAlternativeName,
              sequence(new DERTaggedObject(false, 9, new DEROctetString(new byte[1])))),
          new Value(
              Extension.subjectAlternativeName,
              sequence(new DERTaggedObject(true, 2, new DEROctetString(new byte[1])))));

  @ParameterizedTest(name = "{0}")
  @FieldSource("UNREADABLE")
  void refusesAnUnreadableExtensionThatADecisionRestsOn(Value value) {
    X509Certificate certificate =
        TestCertificate.leaf("db")
            .with(value.extension(), false, value.value())
            .selfSigned()
            .certificate();

    assertThatThrownBy(() -> CertificateContents.of(certificate))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("the certificate of \"CN=db\" cannot be read: ");
  }

  /** The JDK refuses that itself, but not where it can read neither. */
  @Test
  void refusesAnExtensionThatOccursTwice() throws Exception {
    byte[] encoded =
        TestCertificate.leaf("db")
            .with(Extension.keyUsage, false, DERNull.INSTANCE)
            .with(Extension.extendedKeyUsage, false, DERNull.INSTANCE)
            .selfSigned()
            .certificate()
            .getEncoded();
    String twice = HexFormat.of().formatHex(encoded).replace("0603551d25", "0603551d0f");
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(HexFormat.of().parseHex(twice)));

    assertThatThrownBy(() -> CertificateContents.of(certificate))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("occurs twice");
  }

  /** The JDK reads them all; OpenSSL takes those only that RFC 5280, 4.1.2.5, allows. */
  @ParameterizedTest
  @ValueSource(
      strings = {"20491231235959.5Z", "20491231235959+0100", "4912312359Z", "491231235959+0100"})
  void refusesADateInAnUnusualForm(String date) {
    ASN1Primitive time =
        date.startsWith("20") ? new ASN1GeneralizedTime(date) : new ASN1UTCTime(date);
    X509Certificate certificate =
        TestCertificate.leaf("db").notAfter(time).selfSigned().certificate();

    assertThat(certificate.getNotAfter()).isAfter(Instant.parse("2049-12-31T00:00:00Z"));
    assertThatThrownBy(() -> CertificateContents.of(certificate))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"491231235959Z", "20491231235959Z"})
  void readsADateInEitherUsualForm(String date) throws Exception {
    ASN1Primitive time =
        date.length() == 15 ? new ASN1GeneralizedTime(date) : new ASN1UTCTime(date);

    CertificateContents.of(TestCertificate.leaf("db").notAfter(time).selfSigned().certificate());
  }

  @Test
  void readsWhatIsThere() throws Exception {
    CertificateContents contents =
        contents(
            TestCertificate.authority("a")
                .subject("CN=first,E=x@y,CN=second")
                .pathLength(3)
                .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.decipherOnly)
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .with(NETSCAPE_TYPE, false, new DERBitString(new byte[] {0x40}, 6))
                .dnsName("a.test"));

    assertThat(contents.commonNames()).containsExactly("first", "second");
    assertThat(contents.emailAddresses()).containsExactly("x@y");
    assertThat(contents.alternativeNames()).containsExactly(new GeneralName.DnsName("a.test"));
    assertThat(contents.basicConstraints())
        .hasValue(new CertificateContents.BasicConstraints(true, Optional.of(3)));
    assertThat(contents.keyUsage()).hasValue(Set.of(0, 5, 8));
    assertThat(contents.extendedKeyUsage()).hasValue(Set.of("2b06010505070301"));
    assertThat(contents.netscapeServer()).hasValue(true);
    assertThat(contents.criticalExtensions()).containsExactlyInAnyOrder("551d13", "551d0f");
  }

  @Test
  void tellsAbsentFromEmpty() throws Exception {
    CertificateContents plain = contents(TestCertificate.leaf("db"));
    CertificateContents empty =
        contents(
            TestCertificate.leaf("db")
                .with(Extension.keyUsage, false, new DERBitString(new byte[0]))
                .with(Extension.extendedKeyUsage, false, new DERSequence())
                .with(Extension.basicConstraints, false, new DERSequence()));

    assertThat(plain.keyUsage()).isEmpty();
    assertThat(plain.extendedKeyUsage()).isEmpty();
    assertThat(plain.basicConstraints()).isEmpty();
    assertThat(empty.keyUsage()).hasValue(Set.of());
    assertThat(empty.extendedKeyUsage()).hasValue(Set.of());
    assertThat(empty.basicConstraints())
        .hasValue(new CertificateContents.BasicConstraints(false, Optional.empty()));
  }

  @Test
  void comparesSerialNumberAndIssuerOfTheIssuer() throws Exception {
    TestCertificate top = TestCertificate.authority("top").selfSigned();
    TestCertificate issuer = TestCertificate.authority("ca").issuedBy(top);
    BigInteger serial = issuer.certificate().getSerialNumber();

    assertThat(permits(issuer, "CN=top", serial)).isTrue();
    assertThat(permits(issuer, "CN=top", serial.add(BigInteger.ONE))).isFalse();
    assertThat(permits(issuer, "CN=ca", serial)).isFalse();
  }

  private static boolean permits(TestCertificate issuer, String name, BigInteger serial)
      throws Exception {
    return contents(
            TestCertificate.leaf("db")
                .withoutKeyIdentifiers()
                .with(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(
                        GeneralNames.getInstance(
                            sequence(new DERTaggedObject(true, 4, new X500Name(name)))),
                        serial)))
        .identifiers()
        .permit(CertificateContents.of(issuer.certificate()));
  }

  @Test
  void answersAlteredBytesWithAReasonAndNothingElse() throws Exception {
    TestCertificate root = TestCertificate.authority("test root").selfSigned();
    byte[] good =
        TestCertificate.authority("db")
            .dnsName("a.test")
            .ipAddress("192.0.2.1")
            .with(
                Extension.nameConstraints,
                true,
                sequence(
                    new DERTaggedObject(
                        false,
                        0,
                        sequence(
                            sequence(
                                new DERTaggedObject(
                                    false, 2, new DEROctetString(new byte[] {'t'})))))))
            .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
            .issuedBy(root)
            .certificate()
            .getEncoded();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Random random = new Random(2026);
    int readable = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] altered = good.clone();
      altered[random.nextInt(good.length)] = (byte) random.nextInt(256);
      altered[random.nextInt(good.length)] = (byte) random.nextInt(256);
      X509Certificate certificate;
      try {
        certificate =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(altered));
      } catch (CertificateException e) {
        continue;
      }
      readable++;
      assertThat(Chains.verify(Chains.roots(root), List.of(certificate))).isNotNull();
      assertThat(NameVerifier.refusal("a.test", certificate)).isNotNull();
    }
    assertThat(readable).isGreaterThan(100);
  }

  private static CertificateContents contents(TestCertificateBuilder certificate)
      throws MalformedException {
    return CertificateContents.of(certificate.selfSigned().certificate());
  }

  private static DERSequence sequence(ASN1Encodable... values) {
    return new DERSequence(values);
  }
}
