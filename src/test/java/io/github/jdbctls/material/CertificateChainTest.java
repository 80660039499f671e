package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CertificateChainTest {
  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.EC_P256).selfSigned();
  private static final TestCertificate OUTER =
      TestCertificate.authority("outer").algorithm(KeyAlgorithm.EC_P256).issuedBy(ROOT);
  private static final TestCertificate INNER =
      TestCertificate.authority("inner").algorithm(KeyAlgorithm.EC_P256).issuedBy(OUTER);
  private static final TestCertificate LEAF =
      TestCertificate.leaf("leaf").algorithm(KeyAlgorithm.EC_P256).issuedBy(INNER);

  @Test
  void ordersByIssuersWhateverTheOrderWas() {
    List<X509Certificate> ordered =
        List.of(LEAF.certificate(), INNER.certificate(), OUTER.certificate(), ROOT.certificate());
    List<X509Certificate> shuffled = new ArrayList<>(ordered);
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(CertificateChain.of(LEAF.certificate(), shuffled)).isEqualTo(ordered);
      assertThat(CertificateChain.issuers(LEAF.certificate(), shuffled)).isEqualTo(ordered);
    }
  }

  @Test
  void keepsTheRestBehindAndInOrder() {
    TestCertificate first = TestCertificate.leaf("first").selfSigned();
    TestCertificate second = TestCertificate.leaf("second").selfSigned();
    List<X509Certificate> file =
        List.of(second.certificate(), INNER.certificate(), first.certificate(), LEAF.certificate());

    assertThat(CertificateChain.of(LEAF.certificate(), file))
        .containsExactly(
            LEAF.certificate(), INNER.certificate(), second.certificate(), first.certificate());
    assertThat(CertificateChain.issuers(LEAF.certificate(), file))
        .containsExactly(LEAF.certificate(), INNER.certificate());
  }

  @Test
  void tellsIssuersOfOneNameApartByTheirKeyIdentifiers() {
    TestCertificate renewed =
        TestCertificate.authority("inner").algorithm(KeyAlgorithm.EC_P256).issuedBy(OUTER);
    List<X509Certificate> file =
        List.of(LEAF.certificate(), renewed.certificate(), INNER.certificate());

    assertThat(CertificateChain.issuers(LEAF.certificate(), file))
        .containsExactly(LEAF.certificate(), INNER.certificate());
  }

  @Test
  void takesAnIssuerWithoutIdentifierByItsName() {
    TestCertificate old =
        TestCertificate.authority("old")
            .algorithm(KeyAlgorithm.EC_P256)
            .withoutKeyIdentifiers()
            .issuedBy(ROOT);
    TestCertificate leaf =
        TestCertificate.leaf("x")
            .algorithm(KeyAlgorithm.EC_P256)
            .withoutKeyIdentifiers()
            .issuedBy(old);

    assertThat(
            CertificateChain.issuers(
                leaf.certificate(), List.of(old.certificate(), leaf.certificate())))
        .containsExactly(leaf.certificate(), old.certificate());
  }

  @Test
  void endsWhereTwoIssueEachOther() {
    TestCertificate a = TestCertificate.authority("a").selfSigned();
    TestCertificate b = TestCertificate.authority("b").issuedBy(a);
    TestCertificate again = TestCertificate.authority("a").keyPair(a.keyPair()).issuedBy(b);

    assertThat(
            CertificateChain.issuers(
                b.certificate(), List.of(again.certificate(), b.certificate())))
        .containsExactly(b.certificate(), again.certificate());
  }
}
