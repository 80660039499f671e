package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.CertificateContainer;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CertificateBudgetTest {
  private static final String PASSWORD = "changeit";
  private static final String TOO_MANY = "has more than 10000 certificates";
  private static final TestCertificate ROOT = TestCertificate.authority("r").selfSigned();
  private static final TestCertificate LARGE = ofAbout(CertificateBudget.LARGEST + 1);

  @TempDir Path folder;

  private static TestCertificate ofAbout(int size) {
    return TestCertificate.authority("large")
        .with(new ASN1ObjectIdentifier("1.2.3.4"), false, new DEROctetString(new byte[size]))
        .selfSigned();
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreCertificatesThanAnySourceHas(CertificateContainer container) throws Exception {
    byte[] many = container.bytes(copies(CertificateBudget.MOST + 1));

    assertThat(readRoots(many)).hasValueSatisfying(problem -> assertExcess(problem, TOO_MANY));
  }

  @ParameterizedTest
  @EnumSource
  void refusesACertificateThatPassesNoHandshake(CertificateContainer container) throws Exception {
    byte[] large = container.bytes(List.of(ROOT.certificate(), LARGE.certificate()));

    assertThat(readRoots(large)).hasValueSatisfying(CertificateBudgetTest::assertLarge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS", "PKCS12"})
  void holdsKeyStoresToTheSame(String type) throws Exception {
    StoreBuilder many = StoreBuilder.of(type);
    for (int i = 0; i <= CertificateBudget.MOST; i++) {
      many.trusted("certificate " + i, ROOT);
    }
    byte[] large = StoreBuilder.of(type).trusted("large", LARGE).bytes(PASSWORD);
    byte[] chain = StoreBuilder.of(type).key("large", LARGE, PASSWORD).bytes(PASSWORD);

    assertThat(readRoots(many.bytes(PASSWORD)))
        .hasValueSatisfying(problem -> assertExcess(problem, TOO_MANY));
    assertThat(readRoots(large)).hasValueSatisfying(CertificateBudgetTest::assertLarge);
    assertThat(readRoots(chain)).hasValueSatisfying(CertificateBudgetTest::assertLarge);
  }

  @Test
  void holdsTheClientsChainToTheSame() throws Exception {
    Path file = Files.writeString(folder.resolve("chain.pem"), LARGE.pem() + ROOT.pem());
    Path key = LARGE.writeKey(folder.resolve("key.pem"));

    assertLarge(
        Settings.problemOf(
            () ->
                IdentityReader.read(
                    Settings.certificate(file), Settings.key(key), Optional.empty())));
  }

  @Test
  void readsAsManyAsAreAllowed() throws Exception {
    String many = ROOT.pem().repeat(CertificateBudget.MOST);

    assertThat(readRoots(HostileFile.ascii(many))).isEmpty();
  }

  @Test
  void readsALargeOneAndRefusesManyOfThem() throws Exception {
    TestCertificate large = ofAbout(CertificateBudget.LARGEST - 1000);
    int most = CertificateBudget.MOST_BYTES / large.certificate().getEncoded().length;

    assertThat(readRoots(HostileFile.ascii(large.pem().repeat(most)))).isEmpty();
    assertThat(readRoots(HostileFile.ascii(large.pem().repeat(most + 1))))
        .hasValueSatisfying(
            problem -> assertExcess(problem, "has certificates of more than 4 MiB"));
  }

  @Test
  void namesTheBlockThatIsTooLarge() throws Exception {
    byte[] second = HostileFile.ascii(ROOT.pem() + LARGE.pem());

    assertThat(readRoots(second))
        .hasValueSatisfying(problem -> assertThat(problem.message()).contains("block number 2"));
  }

  /** The JDK finds certificates in more than the signed data that the label promises. */
  @Test
  void readsNothingButSignedDataUnderTheLabelOfABundle() throws Exception {
    byte[] root = ROOT.certificate().getEncoded();
    byte[] netscape =
        Der.encode(
            Der.SEQUENCE,
            new ASN1ObjectIdentifier("2.16.840.1.113730.2.5").getEncoded(),
            Der.encode(Der.CONTEXT_0, Der.encode(Der.SEQUENCE, root, root)));
    byte[] text =
        Der.encode(
            Der.SET,
            new byte[] {5, 0},
            Der.encode(
                Der.SEQUENCE,
                Der.encode(
                    Der.SEQUENCE,
                    new DEROctetString(HostileFile.ascii("\n" + ROOT.pem())).getEncoded())));
    for (String label : List.of("PKCS7", "PKCS #7 SIGNED DATA", "CMS")) {
      for (byte[] content : List.of(netscape, text)) {
        assertThat(readRoots(HostileFile.pem(label, content)))
            .hasValueSatisfying(
                problem -> assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT));
      }
    }
  }

  @Test
  void countsTheKeysOfAKeyStoreToo() throws Exception {
    byte[] entry =
        ByteBuffer.allocate(22)
            .putInt(1)
            .putShort((short) 0)
            .putLong(0)
            .putInt(0)
            .putInt(0)
            .array();
    ByteBuffer store = ByteBuffer.allocate(12 + 101 * entry.length + 20);
    store.putInt(0xFEEDFEED).putInt(2).putInt(101);
    for (int i = 0; i < 101; i++) {
      store.put(entry);
    }

    assertThat(readRoots(store.array()))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.message()).contains("with 101 private keys (at most 100)"));
  }

  private static List<X509Certificate> copies(int count) {
    return Collections.nCopies(count, ROOT.certificate());
  }

  private static void assertLarge(Problem problem) {
    assertExcess(problem, "has a certificate of 131");
    assertThat(problem.message()).contains(" bytes (at most 131072)");
  }

  private static void assertExcess(Problem problem, String found) {
    assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problem.message()).contains(found).containsPattern("Leave (only those|it out)");
  }

  private Optional<Problem> readRoots(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("roots"), bytes);
    try {
      TrustMaterialReader.read(
          Settings.source("sslrootcert", file), Settings.rootPassword(PASSWORD));
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem());
    }
  }
}
