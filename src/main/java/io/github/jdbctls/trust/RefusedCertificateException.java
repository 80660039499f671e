package io.github.jdbctls.trust;

import io.github.jdbctls.failure.Explained;
import io.github.jdbctls.failure.Problem;
import java.security.cert.CertificateException;

/** Ends a handshake and carries the reason; JSSE keeps this object in its cause chain. */
public final class RefusedCertificateException extends CertificateException implements Explained {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Wraps the problem; its cause becomes the cause of this exception. */
  public RefusedCertificateException(Problem problem) {
    super(problem.message(), problem.cause());
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
