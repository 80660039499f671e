package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the JDK's reasons are called here, where none of our own rules has spoken before. */
class PathValidationTest {
  private final TestCertificate root =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private final TestCertificate leaf = TestCertificate.leaf("db").issuedBy(root);
  private final List<X509Certificate> path = Chains.certificates(leaf, root);

  @Test
  void acceptsAGoodPath() {
    assertThat(PathValidation.refusal(path, Instant.now())).isEmpty();
  }

  @Test
  void callsTheTimeByItsName() {
    TestCertificate shortLived =
        TestCertificate.leaf("db")
            .valid(Instant.now(), Instant.now().plus(Duration.ofDays(1)))
            .issuedBy(root);
    List<X509Certificate> shorter = Chains.certificates(shortLived, root);

    assertRefused(
        shorter, Instant.now().plus(Duration.ofDays(2)), TlsFailure.CERTIFICATE_EXPIRED, "db");
    assertRefused(
        shorter,
        Instant.now().minus(Duration.ofMinutes(10)),
        TlsFailure.CERTIFICATE_NOT_YET_VALID,
        "db");
  }

  @Test
  void callsADisabledAlgorithmWeak() {
    TestCertificate weak = TestCertificate.leaf("db").signature("MD5withRSA").issuedBy(root);

    assertRefused(
        Chains.certificates(weak, root), Instant.now(), TlsFailure.WEAK_CERTIFICATE, "db");
  }

  @Test
  void callsEverythingElseAViolatedConstraint() {
    TestCertificate noAuthority = TestCertificate.leaf("no ca").issuedBy(root);
    TestCertificate below = TestCertificate.leaf("db").issuedBy(noAuthority);

    assertRefused(
        Chains.certificates(below, noAuthority, root),
        Instant.now(),
        TlsFailure.CONSTRAINT_VIOLATED,
        "no ca");
  }

  private static void assertRefused(
      List<X509Certificate> path, Instant moment, TlsFailure failure, String which) {
    Problem problem = PathValidation.refusal(path, moment).orElseThrow();

    assertThat(problem.failure()).isEqualTo(failure);
    assertThat(problem.found())
        .startsWith(
            "the certificate of \"CN=" + which + "\" is refused by the JVM's path validation: ");
    assertThat(problem.cause()).isInstanceOf(CertPathValidatorException.class);
  }
}
