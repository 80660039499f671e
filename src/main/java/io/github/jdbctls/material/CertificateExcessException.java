package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.security.cert.CertificateException;

/** That a source has more certificates, or a larger one, than {@link CertificateBudget} allows. */
final class CertificateExcessException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final String clause;
  private final String remedy;

  /** Takes what the source has too much of, in words that follow its name, and what to do. */
  CertificateExcessException(String clause, String remedy) {
    super(clause);
    this.clause = clause;
    this.remedy = remedy;
  }

  /**
   * The problem of the source.
   *
   * @param which of its parts, in words, beginning with a comma; or empty
   */
  ProblemException problem(Place place, String which) {
    return place
        .problem(TlsFailure.WRONG_CONTENT, clause + which)
        .withRemedy(remedy)
        .withCause(this)
        .exception();
  }
}
