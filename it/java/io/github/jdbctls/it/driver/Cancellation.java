package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;

import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The ways in which an application ends a statement that runs. */
enum Cancellation {
  /** {@code Statement.cancel()}. */
  BY_ANOTHER_THREAD {
    @Override
    void prepare(Statement statement) {}

    @Override
    void whileItRuns(Statement statement) throws SQLException {
      statement.cancel();
    }

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
    void prepare(Statement statement) throws SQLException {
      statement.setQueryTimeout(1);
    }

    @Override
    void whileItRuns(Statement statement) {}

    @Override
    void during(VerifiedPostgres postgres, Statement statement, int seconds) throws SQLException {
      prepare(statement);
      sleep(statement, seconds);
    }
  };

  private static final int LOCK = 20_251;
  private static final Duration OVER_WITHIN = Duration.ofSeconds(30);

  /** A cancel request that has reached the server is obeyed far sooner. */
  private static final Duration OBEYED_WITHIN = Duration.ofMillis(500);

  abstract void prepare(Statement statement) throws SQLException;

  abstract void whileItRuns(Statement statement) throws SQLException;

  /**
   * Tries in vain to end a statement: one that is over a moment after the try is.
   *
   * @param isOver whether the try is
   * @throws SQLException with which the statement ends, if it was not in vain
   */
  void inVain(VerifiedPostgres postgres, Statement statement, BooleanSupplier isOver)
      throws SQLException {
    String pid = ask(statement.getConnection(), "SELECT pg_backend_pid()");
    try (Connection holder = postgres.server().connectAsSuperuser()) {
      ask(holder, "SELECT pg_advisory_lock(" + LOCK + ")");
      prepare(statement);
      CompletableFuture<Void> canceller =
          CompletableFuture.runAsync(() -> cancelInVain(holder, statement, pid, isOver));
      try {
        statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      } finally {
        canceller.join();
      }
    }
  }

  private void cancelInVain(
      Connection holder, Statement statement, String pid, BooleanSupplier isOver) {
    Instant deadline = Instant.now().plus(OVER_WITHIN);
    try {
      try {
        String waits =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND pid = " + pid;
        while (ask(holder, waits).equals("0") && Instant.now().isBefore(deadline)) {
          Thread.onSpinWait();
        }
        whileItRuns(statement);
        while (!isOver.getAsBoolean() && Instant.now().isBefore(deadline)) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        TimeUnit.MILLISECONDS.sleep(OBEYED_WITHIN.toMillis());
      } finally {
        ask(holder, "SELECT pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

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
