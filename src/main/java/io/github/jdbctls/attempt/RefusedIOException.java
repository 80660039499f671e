package io.github.jdbctls.attempt;

import io.github.jdbctls.failure.Explained;
import io.github.jdbctls.failure.Problem;
import java.io.IOException;

/** Carries a {@link Problem} through a driver's I/O. */
public final class RefusedIOException extends IOException implements Explained {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Wraps the problem; its cause becomes the cause of this exception. */
  public RefusedIOException(Problem problem) {
    super(problem.message(), problem.cause());
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
