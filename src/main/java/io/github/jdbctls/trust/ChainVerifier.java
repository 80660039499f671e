package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import java.security.AlgorithmConstraints;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 *   <li>The JDK's path validation accepts the path too ({@link PathValidation}).
 *   <li>If the roots are those of the JVM, the JVM's own trust manager accepts the path too.
 *   <li>If there are revocation lists, none of them revokes a certificate of the path, and none is
 *       missing ({@link RevocationCheck}).
 * </ol>
 *
 * <p>Whatever an exception of a parser would interrupt is refused. Immutable; thread-safe.
 */
public final class ChainVerifier {
  /** The most telling first. */
  private static final List<TlsFailure> TELLING =
      List.of(
          TlsFailure.CERTIFICATE_REVOKED,
          TlsFailure.REVOCATION_LIST_EXPIRED,
          TlsFailure.REVOCATION_LIST_MISSING,
          TlsFailure.CERTIFICATE_EXPIRED,
          TlsFailure.CERTIFICATE_NOT_YET_VALID,
          TlsFailure.WEAK_CERTIFICATE,
          TlsFailure.WRONG_PURPOSE,
          TlsFailure.CONSTRAINT_VIOLATED,
          TlsFailure.MALFORMED_CERTIFICATE,
          TlsFailure.UNTRUSTED_CHAIN);

  private final PathFinder paths;
  private final Optional<X509TrustManager> jvmTrustManager;
  private final Optional<RevocationCheck> revocation;
  private final Clock clock;

  /**
   * Verifies against these roots, at the time of this clock.
   *
   * @param lists by which revoked certificates are told; empty for no check of that
   */
  public ChainVerifier(TrustMaterial roots, Optional<RevocationLists> lists, Clock clock) {
    this.paths = new PathFinder(roots);
    this.jvmTrustManager = roots.jvmTrustManager();
    this.revocation =
        lists.isPresent() ? Optional.of(new RevocationCheck(lists.get())) : Optional.empty();
    this.clock = clock;
  }

  /** As the other constructor, without revocation lists. */
  public ChainVerifier(TrustMaterial roots, Clock clock) {
    this(roots, Optional.empty(), clock);
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
    SignatureBudget signatures = new SignatureBudget();
    for (List<CertificateContents> candidate : candidates) {
      List<X509Certificate> path = certificates(candidate);
      Optional<Problem> problem = refusal(candidate, path, authType, constraints, signatures);
      if (problem.isEmpty()) {
        return new Verdict.Accepted(path);
      }
      problems.add(problem.get());
    }
    return new Verdict.Refused(mostTelling(problems));
  }

  private static List<X509Certificate> certificates(List<CertificateContents> path) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (CertificateContents contents : path) {
      certificates.add(contents.certificate());
    }
    return List.copyOf(certificates);
  }

  private Optional<Problem> refusal(
      List<CertificateContents> contents,
      List<X509Certificate> path,
      String authType,
      @Nullable AlgorithmConstraints constraints,
      SignatureBudget signatures) {
    Instant now = clock.instant();
    Optional<Problem> problem = ValidityPeriod.of(path).refusal(now);
    if (problem.isEmpty()) {
      problem = Strength.refusal(path, constraints);
    }
    if (problem.isEmpty()) {
      problem = Purpose.refusal(contents);
    }
    if (problem.isEmpty()) {
      problem = PathConstraints.refusal(contents);
    }
    if (problem.isEmpty()) {
      problem = PathValidation.refusal(path, now);
    }
    if (problem.isEmpty()) {
      problem = jvmRefusal(path, authType);
    }
    if (problem.isEmpty() && revocation.isPresent()) {
      problem = revocation.get().refusal(contents, now, signatures);
    }
    return problem;
  }

  /**
   * What speaks at this moment against a path that was accepted before: a certificate that is not
   * valid any more, or what the revocation lists say of it.
   */
  Optional<Problem> expiry(ValidityPeriod validity) {
    Instant now = clock.instant();
    Optional<Problem> invalid = validity.refusal(now);
    return invalid.isEmpty() && revocation.isPresent()
        ? revocationRefusal(revocation.get(), validity.path(), now)
        : invalid;
  }

  /**
   * What speaks at this moment against a path that was accepted before and is not searched again:
   * {@link #expiry}, and the JVM's own trust manager, which may ask others about revocation.
   */
  Optional<Problem> refusalNow(ValidityPeriod validity, String authType) {
    Optional<Problem> expiry = expiry(validity);
    return expiry.isPresent() ? expiry : jvmRefusal(validity.path(), authType);
  }

  private static Optional<Problem> revocationRefusal(
      RevocationCheck check, List<X509Certificate> path, Instant now) {
    List<CertificateContents> contents = new ArrayList<>();
    try {
      for (X509Certificate certificate : path) {
        contents.add(CertificateContents.of(certificate));
      }
      return check.refusal(contents, now, new SignatureBudget());
    } catch (MalformedException e) {
      return Optional.of(Problem.of(TlsFailure.MALFORMED_CERTIFICATE, e.reason()).withCause(e));
    } catch (RuntimeException e) {
      return Optional.of(malformed(e));
    }
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

  /** Of at least one problem. */
  static Problem mostTelling(List<Problem> problems) {
    for (TlsFailure failure : TELLING) {
      for (Problem problem : problems) {
        if (problem.failure() == failure) {
          return problem;
        }
      }
    }
    return problems.get(0);
  }

  /** What an exception of a parser leaves. */
  static Problem malformed(Exception e) {
    return Problem.of(
            TlsFailure.MALFORMED_CERTIFICATE,
            "a certificate of the server's chain cannot be read: " + PrintableText.message(e))
        .withCause(e);
  }
}
