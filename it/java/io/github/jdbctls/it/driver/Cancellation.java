package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;

import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** The ways in which an application ends a statement that runs. */
enum Cancellation {
  /** {@code Statement.cancel()}. */
  BY_ANOTHER_THREAD {
    @Override
    void during(VerifiedPostgres postgres, Statement statement, int seconds) throws SQLException {
      String pid = ask(statement.getConnection(), "SELECT pg_backend_pid()");
      try (Connection observer = postgres.server().connectAsSuperuser()) {
        CompletableFuture<Void> canceller =
            CompletableFuture.runAsync(() -> cancel(observer, statement, pid));
        try {
          sleep(statement, seconds);
        } finally {
          canceller.join();
        }
      }
    }
  },

  /** {@code Statement.setQueryTimeout}. */
  BY_QUERY_TIMEOUT {
    @Override
    void during(VerifiedPostgres postgres, Statement statement, int seconds) throws SQLException {
      statement.setQueryTimeout(1);
      sleep(statement, seconds);
    }
  };

  /**
   * Tries to end a statement that sleeps.
   *
   * @throws SQLException with which the statement ends, if it does before the seconds are over
   */
  abstract void during(VerifiedPostgres postgres, Statement statement, int seconds)
      throws SQLException;

  private static void sleep(Statement statement, int seconds) throws SQLException {
    statement.execute("SELECT pg_sleep(" + seconds + ")");
  }

  private static void cancel(Connection observer, Statement statement, String pid) {
    try {
      String asleep =
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid;
      while (ask(observer, asleep).equals("0")) {
        Thread.onSpinWait();
      }
      statement.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
