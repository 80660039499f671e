package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import java.security.AlgorithmConstraints;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server's chain ends in a trusted root: what OpenSSL would refuse is refused.
 *
 * <ol>
 *   <li>Paths from the leaf to the anchors are searched ({@link PathFinder}). None: refused.
 *   <li>Each path is checked by all the following rules; the first path that passes them all is
 *       accepted. If none does, the most telling reason is the answer.
 *   <li>Every certificate, the anchor included, is valid at this moment ({@link ValidityPeriod}).
 *   <li>Keys and signatures are strong enough ({@link Strength}).
 *   <li>Every certificate may do what it does in the path ({@link Purpose}).
 *   <li>Every issuer, the anchor included, allows what is below it ({@link PathConstraints}).
 *   <li>The JDK's path validation accepts the path too. The anchor is given by name and key and is
 *       the first certificate of the path, so that its own constraints apply; that is left out
 *       where the anchor is X.509 v1, or signed itself with what counts as weak today, because the
 *       JDK would look at this signature, which proves nothing.
 *   <li>If the roots are those of the JVM, the JVM's own trust manager accepts the path too.
 * </ol>
 *
 * <p>Whatever an exception of a parser would interrupt is refused. Immutable; thread-safe.
 */
public final class ChainVerifier {
  /** The most telling first. */
  private static final List<TlsFailure> TELLING =
      List.of(
          TlsFailure.CERTIFICATE_EXPIRED,
          TlsFailure.CERTIFICATE_NOT_YET_VALID,
          TlsFailure.WEAK_CERTIFICATE,
          TlsFailure.WRONG_PURPOSE,
          TlsFailure.CONSTRAINT_VIOLATED,
          TlsFailure.MALFORMED_CERTIFICATE,
          TlsFailure.UNTRUSTED_CHAIN);

  private final PathFinder paths;
  private final Optional<X509TrustManager> jvmTrustManager;
  private final Clock clock;

  /** Verifies against these roots, at the time of this clock. */
  public ChainVerifier(TrustMaterial roots, Clock clock) {
    this.paths = new PathFinder(roots);
    this.jvmTrustManager = roots.jvmTrustManager();
    this.clock = clock;
  }

  /**
   * Verifies a chain.
   *
   * @param chain as the server sent it, leaf first
   * @param authType as JSSE gave it, for the JVM's own trust manager
   * @param constraints what the JVM has disabled for TLS; null where its provider has no such rules
   */
  public Verdict verify(
      List<X509Certificate> chain, String authType, @Nullable AlgorithmConstraints constraints) {
    if (chain.isEmpty()) {
      return Verdict.refused(TlsFailure.UNTRUSTED_CHAIN, "the server sent no certificate");
    }
    try {
      PathFinder.Result result = paths.find(chain);
      if (result instanceof PathFinder.Result.NotFound none) {
        return new Verdict.Refused(none.problem());
      }
      return verifyAny(((PathFinder.Result.Found) result).paths(), authType, constraints);
    } catch (MalformedException e) {
      return new Verdict.Refused(
          Problem.of(TlsFailure.MALFORMED_CERTIFICATE, e.reason()).withCause(e));
    } catch (RuntimeException e) {
      return new Verdict.Refused(malformed(e));
    }
  }

  private Verdict verifyAny(
      List<List<CertificateContents>> candidates,
      String authType,
      @Nullable AlgorithmConstraints constraints) {
    List<Problem> problems = new ArrayList<>();
    for (List<CertificateContents> candidate : candidates) {
      List<X509Certificate> path =
          candidate.stream().map(CertificateContents::certificate).toList();
      Optional<Problem> problem = refusal(candidate, path, authType, constraints);
      if (problem.isEmpty()) {
        return new Verdict.Accepted(path);
      }
      problems.add(problem.get());
    }
    return new Verdict.Refused(mostTelling(problems));
  }

  private Optional<Problem> refusal(
      List<CertificateContents> contents,
      List<X509Certificate> path,
      String authType,
      @Nullable AlgorithmConstraints constraints) {
    Instant now = clock.instant();
    return ValidityPeriod.refusal(path, now)
        .or(() -> Strength.refusal(path, constraints))
        .or(() -> Purpose.refusal(contents))
        .or(() -> PathConstraints.refusal(contents))
        .or(() -> pathValidationRefusal(path, now))
        .or(() -> jvmRefusal(path, authType));
  }

  private static Optional<Problem> pathValidationRefusal(List<X509Certificate> path, Instant now) {
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
      return Optional.of(pathValidationProblem(e, validated));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.of(malformed(e));
    }
  }

  private static Problem pathValidationProblem(
      CertPathValidatorException e, List<X509Certificate> path) {
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

  private Optional<Problem> jvmRefusal(List<X509Certificate> path, String authType) {
    if (jvmTrustManager.isEmpty()) {
      return Optional.empty();
    }
    try {
      jvmTrustManager.get().checkServerTrusted(path.toArray(new X509Certificate[0]), authType);
      return Optional.empty();
    } catch (CertificateException | RuntimeException e) {
      return Optional.of(
          Problem.of(
                  TlsFailure.UNTRUSTED_CHAIN,
                  PrintableText.certificate(path.get(0))
                      + " is refused by the JVM's own trust manager: "
                      + PrintableText.message(e))
              .withCause(e));
    }
  }

  private static Problem mostTelling(List<Problem> problems) {
    for (TlsFailure failure : TELLING) {
      for (Problem problem : problems) {
        if (problem.failure() == failure) {
          return problem;
        }
      }
    }
    return problems.get(0);
  }

  private static Problem malformed(Exception e) {
    return Problem.of(
            TlsFailure.MALFORMED_CERTIFICATE,
            "a certificate of the server's chain cannot be read: " + PrintableText.message(e))
        .withCause(e);
  }
}
