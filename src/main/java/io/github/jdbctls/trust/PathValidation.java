package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The JDK's own path validation (RFC 5280, section 6.1), with {@code
 * jdk.certpath.disabledAlgorithms} and certificate policies.
 *
 * <p>The anchor is given by name and key and is the first certificate of the path, so that its own
 * constraints apply. It is left out where it is X.509 v1, or signed itself with what counts as weak
 * today, because the JDK would look at this signature, which proves nothing.
 */
final class PathValidation {
  private PathValidation() {}

  /** The reason of the JDK; leaf first, anchor last. */
  static Optional<Problem> refusal(List<X509Certificate> path, Instant now) {
    X509Certificate anchor = path.get(path.size() - 1);
    boolean withAnchor = anchor.getVersion() > 1 && Strength.isStrongSignature(anchor);
    List<X509Certificate> validated = withAnchor ? path : path.subList(0, path.size() - 1);
    if (validated.isEmpty()) {
      return Optional.empty();
    }
    try {
      PKIXParameters parameters =
          new PKIXParameters(
              Set.of(
                  new TrustAnchor(anchor.getSubjectX500Principal(), anchor.getPublicKey(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(validated);
      CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return Optional.of(problem(e, validated));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.of(ChainVerifier.malformed(e));
    }
  }

  private static Problem problem(CertPathValidatorException e, List<X509Certificate> path) {
    TlsFailure failure = TlsFailure.CONSTRAINT_VIOLATED;
    if (e.getReason() == BasicReason.EXPIRED) {
      failure = TlsFailure.CERTIFICATE_EXPIRED;
    } else if (e.getReason() == BasicReason.NOT_YET_VALID) {
      failure = TlsFailure.CERTIFICATE_NOT_YET_VALID;
    } else if (e.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
      failure = TlsFailure.WEAK_CERTIFICATE;
    }
    String which =
        e.getIndex() >= 0 && e.getIndex() < path.size()
            ? PrintableText.certificate(path.get(e.getIndex()))
            : "the server's chain";
    return Problem.of(
            failure,
            which + " is refused by the JVM's path validation: " + PrintableText.message(e))
        .withCause(e);
  }
}
