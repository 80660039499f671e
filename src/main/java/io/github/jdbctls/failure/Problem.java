package io.github.jdbctls.failure;

import io.github.jdbctls.TlsFailure;
import org.jspecify.annotations.Nullable;

/**
 * A failure with its facts, before it is an exception. Immutable.
 *
 * @param failure the cause in general
 * @param found what was found, as a sentence without its full stop: parameter, file, content,
 *     names; never a secret
 * @param remedy what to do, as a sentence
 * @param cause the exception behind it, if there is one
 */
public record Problem(TlsFailure failure, String found, String remedy, @Nullable Throwable cause) {

  /** A problem with the failure's own remedy and no exception behind it. */
  public static Problem of(TlsFailure failure, String found) {
    return new Problem(failure, found, failure.remedy(), null);
  }

  /** The same problem with a remedy of its own. */
  public Problem withRemedy(String newRemedy) {
    return new Problem(failure, found, newRemedy, cause);
  }

  /** The same problem with the exception behind it. */
  public Problem withCause(Throwable newCause) {
    return new Problem(failure, found, remedy, newCause);
  }

  /** The message that stands alone in a log: code, what was found, what to do. */
  public String message() {
    return failure.code() + ": " + found + ". " + remedy;
  }

  /** The carrier that takes this problem to {@code connect}. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
