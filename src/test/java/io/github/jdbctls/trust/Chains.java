package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The vocabulary of the tests about chains. */
final class Chains {
  static final String AUTH_TYPE = "ECDHE_ECDSA";

  private Chains() {}

  /** A root source with these anchors. */
  static TrustMaterial roots(TestCertificate... anchors) {
    return roots(List.of(anchors), List.of());
  }

  /** A root source with anchors and other certificates. */
  static TrustMaterial roots(List<TestCertificate> anchors, List<TestCertificate> others) {
    return new TrustMaterial(
        anchors.stream().map(TestCertificate::certificate).toList(),
        others.stream().map(TestCertificate::certificate).toList(),
        Optional.empty(),
        "ca.pem",
        List.of());
  }

  static Verdict verify(TrustMaterial roots, List<X509Certificate> chain) {
    return new ChainVerifier(roots, Clock.systemUTC()).verify(chain, AUTH_TYPE, null);
  }

  static List<X509Certificate> certificates(TestCertificate... certificates) {
    return Stream.of(certificates).map(TestCertificate::certificate).toList();
  }

  static Optional<TlsFailure> failure(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused
        ? Optional.of(refused.problem().failure())
        : Optional.empty();
  }

  static Problem problem(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      return refused.problem();
    }
    throw new AssertionError("accepted: " + verdict);
  }
}
