package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainOrderTest {
  private static final TestCertificate TEST_ROOT = TestCertificate.authority("root").selfSigned();
  private static final X509Certificate ROOT = TEST_ROOT.certificate();
  private static final TestCertificate TEST_INTERMEDIATE =
      TestCertificate.authority("intermediate").issuedBy(TEST_ROOT);
  private static final X509Certificate INTERMEDIATE = TEST_INTERMEDIATE.certificate();
  private static final X509Certificate LEAF =
      TestCertificate.leaf("app").issuedBy(TEST_INTERMEDIATE).certificate();
  private static final X509Certificate OTHER =
      TestCertificate.leaf("other").selfSigned().certificate();

  private static boolean noKey(X509Certificate certificate) {
    return false;
  }

  @Test
  void leavesAChainThatBeginsWithItsLeafAsItIs() {
    List<X509Certificate> asInTheFile = List.of(LEAF, ROOT, OTHER, INTERMEDIATE, LEAF);

    assertThat(ChainOrder.leafFirst(asInTheFile, LEAF::equals)).isEqualTo(asInTheFile);
    assertThat(ChainOrder.leafFirst(asInTheFile, ChainOrderTest::noKey)).isEqualTo(asInTheFile);
  }

  @Test
  void putsTheCertificateOfTheKeyFirstAndItsIssuersBehind() {
    assertThat(ChainOrder.leafFirst(List.of(ROOT, OTHER, INTERMEDIATE, LEAF), LEAF::equals))
        .containsExactly(LEAF, INTERMEDIATE, ROOT);
    assertThat(ChainOrder.leafFirst(List.of(OTHER, LEAF), LEAF::equals)).containsExactly(LEAF);
    assertThat(ChainOrder.leafFirst(List.of(LEAF, OTHER), OTHER::equals)).containsExactly(OTHER);
  }

  @Test
  void takesTheFirstThatIssuedNoOtherWhereTheKeyDoesNotTell() {
    assertThat(ChainOrder.leafFirst(List.of(ROOT, INTERMEDIATE, LEAF), ChainOrderTest::noKey))
        .containsExactly(LEAF, INTERMEDIATE, ROOT);
    assertThat(ChainOrder.leafFirst(List.of(ROOT, INTERMEDIATE), ChainOrderTest::noKey))
        .containsExactly(INTERMEDIATE, ROOT);
    assertThat(ChainOrder.leafFirst(List.of(ROOT), ChainOrderTest::noKey)).containsExactly(ROOT);
  }

  @Test
  void believesNoNameWithoutItsSignature() {
    X509Certificate impostor = TestCertificate.authority("root").selfSigned().certificate();

    assertThat(ChainOrder.leafFirst(List.of(impostor, INTERMEDIATE, ROOT), INTERMEDIATE::equals))
        .containsExactly(INTERMEDIATE, ROOT);
  }

  @Test
  void endsWhereAuthoritiesIssuedEachOther() {
    TestCertificate crossed = TestCertificate.authority("root").issuedBy(TEST_INTERMEDIATE);
    List<X509Certificate> all = List.of(crossed.certificate(), INTERMEDIATE, LEAF);

    assertThat(ChainOrder.leafFirst(all, LEAF::equals)).containsExactly(LEAF, INTERMEDIATE);
  }
}
