package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static io.github.jdbctls.material.Settings.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.CertificateContainer;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrustMaterialReaderTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate INTERMEDIATE =
      TestCertificate.authority("intermediate").issuedBy(ROOT);

  @TempDir Path folder;

  private TrustMaterial read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("root.crt"), text);
    TrustMaterial material =
        TrustMaterialReader.read(source("sslrootcert", file), Optional.empty());
    assertThat(material.stamps()).containsExactly(FileStamp.of(file));
    assertThat(material.source()).isEqualTo(file + " (\"sslrootcert\" in the URL)");
    assertThat(material.jvmTrustManager()).isEmpty();
    return material;
  }

  private Problem problem(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("root.crt"), bytes);
    Problem problem =
        problemOf(() -> TrustMaterialReader.read(source("sslrootcert", file), Optional.empty()));
    assertThat(problem.message()).contains(file.toString(), "\"sslrootcert\" in the URL");
    return problem;
  }

  private Problem problem(String text) throws Exception {
    return problem(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void trustsSelfSignedCertificatesOfEveryAlgorithm(KeyAlgorithm algorithm) throws Exception {
    TestCertificate root = TestCertificate.authority("r").algorithm(algorithm).selfSigned();
    assertThat(read(root.pem()).anchors()).containsExactly(root.certificate());
  }

  @Test
  void keepsOthersOnlyToBuildThePath() throws Exception {
    TrustMaterial material = read("# roots\n" + INTERMEDIATE.pem() + "text\n" + ROOT.pem());

    assertThat(material.anchors()).containsExactly(ROOT.certificate());
    assertThat(material.others()).containsExactly(INTERMEDIATE.certificate());
    assertThat(read(INTERMEDIATE.pem()).anchors()).isEmpty();
  }

  @Test
  void takesARepeatedCertificateOnceAndTheOldLabel() throws Exception {
    String old = ROOT.pem().replace("CERTIFICATE", "X509 CERTIFICATE");
    assertThat(read(ROOT.pem() + old).anchors()).containsExactly(ROOT.certificate());
  }

  @Test
  @Timeout(120)
  void readsThousandsOfRootsWithoutVerifyingThem() throws Exception {
    String pem = TestCertificate.authority("r").algorithm(KeyAlgorithm.EC_P384).selfSigned().pem();
    byte[] der = PemReader.read(pem.getBytes(StandardCharsets.US_ASCII)).get(0).content();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      // Their signatures, which the last bytes are.
      der[der.length - 2] = (byte) i;
      der[der.length - 3] = (byte) (i >> 8);
      text.append(TestCertificate.write(new PemObject("CERTIFICATE", der)));
    }
    assertThat(read(text.toString()).anchors()).hasSize(8_000);
  }

  @Test
  void ignoresAPrivateKeyBesideTheRoots() throws Exception {
    assertThat(read(ROOT.keyPem() + ROOT.pem()).anchors()).containsExactly(ROOT.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryContainer(CertificateContainer container) throws Exception {
    byte[] bytes = container.bytes(List.of(INTERMEDIATE.certificate(), ROOT.certificate()));
    Path file = Files.write(folder.resolve("root.txt"), bytes);

    TrustMaterial material =
        TrustMaterialReader.read(source("sslrootcert", file), Optional.empty());

    assertThat(material.anchors()).containsExactly(ROOT.certificate());
    assertThat(material.others()).containsExactly(INTERMEDIATE.certificate());
    assertThat(material.rejected()).isEmpty();
  }

  @Test
  void rejectsWhatTrustSettingsRejectEvenBesideAPlainCopy() throws Exception {
    String root = withSettings(ROOT, TrustSettingsTest.settings("client", "-"));
    String intermediate = withSettings(INTERMEDIATE, TrustSettingsTest.settings("-", "server"));

    for (String text :
        List.of(root + intermediate, ROOT.pem() + root + intermediate + ROOT.pem())) {
      TrustMaterial material = read(text);
      assertThat(material.anchors()).isEmpty();
      assertThat(material.others()).isEmpty();
      assertThat(material.rejected())
          .containsExactlyInAnyOrder(ROOT.certificate(), INTERMEDIATE.certificate());
    }
  }

  @Test
  void makesNoIntermediateAnAnchorForItsTrustSettings() throws Exception {
    TrustMaterial material =
        read(withSettings(INTERMEDIATE, TrustSettingsTest.settings("server", "client")));

    assertThat(material.anchors()).isEmpty();
    assertThat(material.others()).containsExactly(INTERMEDIATE.certificate());
    assertThat(material.rejected()).isEmpty();
  }

  private static String withSettings(TestCertificate certificate, byte[] settings)
      throws Exception {
    byte[] der = certificate.certificate().getEncoded();
    byte[] both = Arrays.copyOf(der, der.length + settings.length);
    System.arraycopy(settings, 0, both, der.length, settings.length);
    return TestCertificate.write(new PemObject("TRUSTED CERTIFICATE", both));
  }

  @Test
  void saysWhatTheFileIsInstead() throws Exception {
    assertThat(problem(ROOT.keyPem()).message()).contains("JTLS-204", "a PKCS#8 private key");
    for (KeyFormat format : List.of(KeyFormat.PKCS8_AES, KeyFormat.PKCS8_AES_DER)) {
      assertThat(problem(format.bytes(ROOT, "dUmmyP^#+")).message())
          .contains("JTLS-204", "an encrypted PKCS#8 key")
          .doesNotContain("dUmmyP^#+");
    }
    assertThat(problem("<html></html>").message()).contains("JTLS-204", "an HTML page");
    assertThat(
            problem(TestCertificate.write(new PemObject("CERTIFICATE REQUEST", new byte[9])))
                .message())
        .contains("JTLS-204", "a certificate signing request");
    assertThat(problem(" \n").failure()).isEqualTo(TlsFailure.FILE_EMPTY);
  }

  @Test
  void refusesABundleOfWhichOneBlockIsDamaged() throws Exception {
    String cut = INTERMEDIATE.pem().substring(0, 200);
    assertThat(problem(ROOT.pem() + cut).message())
        .contains("JTLS-204", "number 2 (CERTIFICATE)", "cut short");

    byte[] der = ROOT.certificate().getEncoded();
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    byte[] shorter = Arrays.copyOf(der, der.length - 1);
    for (byte[] wrong : List.of(longer, shorter, new byte[] {0x30, 0})) {
      String pem = TestCertificate.write(new PemObject("CERTIFICATE", wrong));
      assertThat(problem(ROOT.pem() + pem).message())
          .contains("JTLS-204", "cannot be decoded", "number 2");
    }
  }

  @Test
  void neverFailsOtherwiseThanWithAProblemOnTruncatedOrDamagedFiles() throws Exception {
    byte[] whole = (INTERMEDIATE.pem() + ROOT.pem()).getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve("cut.crt");
    int read = 0;
    for (int length = 0; length < whole.length - 1; length += 64) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        assertThat(
                TrustMaterialReader.read(source("sslrootcert", file), Optional.empty()).anchors())
            .isEmpty();
        read++;
      } catch (ProblemException e) {
        assertThat(e.problem().failure()).isIn(TlsFailure.FILE_EMPTY, TlsFailure.WRONG_CONTENT);
      }
    }
    assertThat(read).isLessThanOrEqualTo(1);

    byte[] der = ROOT.certificate().getEncoded();
    for (int i = 0; i < der.length; i++) {
      byte[] damaged = der.clone();
      damaged[i] ^= 0x11;
      Files.writeString(file, TestCertificate.write(new PemObject("CERTIFICATE", damaged)));
      try {
        assertThat(
                TrustMaterialReader.read(source("sslrootcert", file), Optional.empty()).anchors())
            .doesNotContain(ROOT.certificate());
      } catch (ProblemException e) {
        assertThat(e.problem().failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
      }
    }
  }

  @Test
  void takesTheJvmsOwnTrustStoreForSystem() throws Exception {
    TrustMaterial material = TrustMaterialReader.read(Settings.system(), Optional.empty());

    assertThat(material.jvmTrustManager()).isPresent();
    assertThat(material.anchors())
        .isNotEmpty()
        .allMatch(c -> c.getSubjectX500Principal().equals(c.getIssuerX500Principal()));
    assertThat(material.anchors().size() + material.others().size())
        .isEqualTo(material.jvmTrustManager().orElseThrow().getAcceptedIssuers().length);
    assertThat(material.source()).contains("the JVM's trust store", "cacerts");
    assertThat(material.stamps())
        .anyMatch(s -> s instanceof FileStamp f && f.exists() && f.path().endsWith("cacerts"))
        .anyMatch(s -> s instanceof FileStamp f && f.path().endsWith("jssecacerts"));
  }
}
