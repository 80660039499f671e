package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;

/**
 * A reading of files out of which nothing but a {@link ProblemException} comes, whatever the files
 * make a library trip over: an exception of a parser, an overflow of the stack, or more memory than
 * there is. So a file that somebody else has written cannot end a thread of the application.
 *
 * @param <T> what is read
 */
@FunctionalInterface
interface GuardedReading<T> {
  /** Reads. */
  T read() throws ProblemException;

  /**
   * Reads.
   *
   * @param source what is read, in words
   * @throws ProblemException what the reading throws; else WRONG_CONTENT
   */
  static <T> T of(String source, GuardedReading<T> reading) throws ProblemException {
    try {
      return reading.read();
    } catch (RuntimeException | StackOverflowError e) {
      throw Problem.of(TlsFailure.WRONG_CONTENT, source + " has something that cannot be decoded")
          .withRemedy("Write it again, completely, from where it was made.")
          .withCause(e)
          .exception();
    } catch (OutOfMemoryError e) {
      throw Problem.of(
              TlsFailure.WRONG_CONTENT, source + " needs more memory than this JVM has, to be read")
          .withRemedy("Leave in it what is needed alone, or give the JVM more memory.")
          .withCause(e)
          .exception();
    }
  }
}
