package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.security.cert.CertificateException;

/** That a source has more certificates, or a larger one, than {@link CertificateBudget} allows. */
final class CertificateExcessException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final String clause;

  /** Takes what the source has too much of, in words that follow its name. */
  CertificateExcessException(String clause) {
    super(clause);
    this.clause = clause;
  }

  /** The problem of the source. */
  ProblemException problem(Place place) {
    return place
        .problem(TlsFailure.WRONG_CONTENT, clause)
        .withRemedy(
            "Leave only those in it that are needed: the authorities of the server in sslrootcert,"
                + " the client's own chain in sslcert.")
        .withCause(this)
        .exception();
  }
}
