package io.github.jdbctls.failure;

/**
 * Carries a {@link Problem} from where it was found to the one place which makes an {@code
 * SQLException} of it.
 */
public final class ProblemException extends Exception implements Explained {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Wraps the problem; its cause becomes the cause of this exception. */
  public ProblemException(Problem problem) {
    super(problem.message(), problem.cause());
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
