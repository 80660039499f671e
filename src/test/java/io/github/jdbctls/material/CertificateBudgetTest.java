package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.CertificateContainer;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
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
  void readsAsManyAsAreAllowedAndAsLarge() throws Exception {
    TestCertificate large = ofAbout(CertificateBudget.LARGEST - 1000);
    String many = ROOT.pem().repeat(CertificateBudget.MOST - 1);

    assertThat(readRoots(HostileFile.ascii(many + large.pem()))).isEmpty();
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
    assertThat(problem.message())
        .contains(found)
        .contains("Leave only those in it that are needed");
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
