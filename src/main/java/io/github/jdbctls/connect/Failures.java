package io.github.jdbctls.connect;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.failure.Problem;
import java.sql.SQLException;

/** The one place where a problem becomes an exception of JDBC. */
final class Failures {
  private Failures() {}

  static SQLException exception(Problem problem) {
    return problem.failure().isTransient()
        ? new TlsTransientException(problem.failure(), problem.message(), problem.cause())
        : new TlsException(problem.failure(), problem.message(), problem.cause());
  }
}
