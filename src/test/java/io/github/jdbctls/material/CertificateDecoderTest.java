package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.CertificateContainer;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateDecoderTest {
  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate LEAF = TestCertificate.leaf("app").issuedBy(ROOT);
  private static final Place PLACE =
      Place.of(new Origin(Origin.Kind.URL, "sslcert"), Path.of("/a/app.crt"));

  private static SourceBytes file(byte[] bytes) {
    return new SourceBytes(PLACE, Optional.empty(), bytes.clone());
  }

  private static List<X509Certificate> decode(byte[] bytes) throws ProblemException {
    return CertificateDecoder.decode(file(bytes));
  }

  private static Problem problem(byte[] bytes) {
    return Settings.problemOf(() -> decode(bytes));
  }

  private static boolean mayHold(byte[] bytes) {
    return CertificateDecoder.mayHoldCertificates(Content.of(bytes).kind(), PemReader.read(bytes));
  }

  private static String trusted(byte[]... parts) throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.write(part);
    }
    return TestCertificate.write(new PemObject("TRUSTED CERTIFICATE", content.toByteArray()));
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryContainer(CertificateContainer container) throws Exception {
    List<X509Certificate> two = List.of(LEAF.certificate(), ROOT.certificate());
    for (List<X509Certificate> certificates : List.of(two, two.subList(0, 1))) {
      byte[] bytes = container.bytes(certificates);
      assertThat(decode(bytes)).containsExactlyInAnyOrderElementsOf(certificates);
      assertThat(mayHold(bytes)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryContainerThatIsCutShortOrDamaged(CertificateContainer container)
      throws Exception {
    byte[] whole = container.bytes(List.of(LEAF.certificate(), ROOT.certificate()));
    int refused = 0;
    for (int length = 0; length < whole.length; length += 64) {
      refused += isRefused(Arrays.copyOf(whole, length)) ? 1 : 0;
    }
    for (int i = 0; i < whole.length; i += 7) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x11;
      refused += isRefused(damaged) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  private static boolean isRefused(byte[] bytes) {
    try {
      return decode(bytes).isEmpty();
    } catch (ProblemException e) {
      assertThat(e.problem().failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
      return true;
    }
  }

  @Test
  void findsNoneInOtherContent() throws Exception {
    for (byte[] other :
        List.of(
            ROOT.keyPem().getBytes(StandardCharsets.US_ASCII),
            ROOT.key().getEncoded(),
            "text".getBytes(StandardCharsets.US_ASCII))) {
      assertThat(decode(other)).isEmpty();
      assertThat(mayHold(other)).isFalse();
    }
  }

  @Test
  void readsTrustSettingsBehindACertificate() throws Exception {
    byte[] certificate = ROOT.certificate().getEncoded();
    byte[] forServers = TrustSettingsTest.settings("server", "client");
    byte[] forClients = TrustSettingsTest.settings("client", "-");
    String text = trusted(certificate, forServers) + trusted(certificate, forClients);

    assertThat(CertificateDecoder.entries(file(text.getBytes(StandardCharsets.US_ASCII))))
        .containsExactly(
            new CertificateEntry(ROOT.certificate(), false),
            new CertificateEntry(ROOT.certificate(), true));
  }

  @Test
  void refusesWhatStandsBehindACertificateWithoutBeingTrustSettings() throws Exception {
    byte[] certificate = ROOT.certificate().getEncoded();
    byte[] settings = TrustSettingsTest.settings("server", "-");
    for (String wrong :
        List.of(
            trusted(certificate, new byte[1]),
            trusted(certificate, new byte[] {Der.OCTET_STRING, 0}),
            trusted(certificate, settings, settings),
            trusted(settings),
            TestCertificate.write(
                new PemObject("CERTIFICATE", Arrays.copyOf(certificate, 1 + certificate.length))),
            TestCertificate.write(
                new PemObject("CERTIFICATE", HostileFile.concat(certificate, certificate))),
            TestCertificate.write(
                new PemObject("X509 CERTIFICATE", HostileFile.concat(certificate, certificate))),
            trusted(certificate, certificate))) {
      assertThat(problem(wrong.getBytes(StandardCharsets.US_ASCII)).message())
          .contains("JTLS-204", "/a/app.crt", "cannot be decoded", "number 1");
    }
  }

  @Test
  void readsEachContainerUnderItsOwnLabelAlone() throws Exception {
    byte[] bundle = CertificateContainer.PKCS7_DER.bytes(List.of(ROOT.certificate()));
    byte[] certificate = ROOT.certificate().getEncoded();
    for (PemObject wrong :
        List.of(
            new PemObject("CERTIFICATE", bundle),
            new PemObject("X509 CERTIFICATE", bundle),
            new PemObject("TRUSTED CERTIFICATE", bundle),
            new PemObject("PKCS7", certificate))) {
      assertThat(
              problem(TestCertificate.write(wrong).getBytes(StandardCharsets.US_ASCII)).message())
          .contains("JTLS-204", "cannot be decoded", "number 1");
    }
  }

  @Test
  void readsNoCertificateFromTheTextInsideOfOne() throws Exception {
    TestCertificate other = TestCertificate.authority("other").selfSigned();
    TestCertificate hostile =
        TestCertificate.leaf("hostile")
            .with(
                new ASN1ObjectIdentifier("1.2.3.4"),
                false,
                new DERUTF8String("\n" + other.pem() + "\n"))
            .issuedBy(ROOT);
    List<X509Certificate> both = List.of(hostile.certificate(), ROOT.certificate());
    for (CertificateContainer container :
        List.of(
            CertificateContainer.DER,
            CertificateContainer.PKCS7_DER,
            CertificateContainer.PKCS7_BER)) {
      assertThat(decode(container.bytes(both))).containsExactlyInAnyOrderElementsOf(both);
    }
  }

  @Test
  @Timeout(120)
  void readsABundleOfHundredsOfTheSameName() throws Exception {
    KeyPair key = KeyAlgorithm.EC_P256.newKeyPair();
    List<X509Certificate> same = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      same.add(TestCertificate.authority("same").keyPair(key).selfSigned().certificate());
    }
    byte[] bundle = CertificateContainer.PKCS7_DER.bytes(same);
    assertThat(decode(bundle)).hasSize(300);
  }

  @Test
  void refusesABundleOfBottomlessDepthWithoutFollowingIt() throws Exception {
    byte[] start = CertificateContainer.PKCS7_BER.bytes(List.of(ROOT.certificate()));
    byte[] deep = new byte[2_000_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = (byte) 0xA0;
      deep[i + 1] = (byte) 0x80;
    }
    System.arraycopy(start, 0, deep, 0, 13);

    assertThat(problem(deep).message()).contains("cannot be decoded");
  }
}
