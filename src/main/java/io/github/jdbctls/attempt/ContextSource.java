package io.github.jdbctls.attempt;

import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.failure.ProblemException;

/**
 * Where a connection that stands finds the context for a cancel request: files may have changed
 * since it was opened, and as libpq 17 does, a cancel goes by what they hold now.
 *
 * <p>Thread-safe: cancels come from any thread.
 */
@FunctionalInterface
public interface ContextSource {
  /**
   * Returns the context of this moment, with the settings of the connection.
   *
   * @throws ProblemException if it cannot be made, or its sources are not permitted any longer
   */
  TlsContext current() throws ProblemException;
}
