package io.github.jdbctls.it.jvm;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Connects, and lets the driver cancel a query: {@code URL [key=value...]}. */
public final class CancelProgram {
  private CancelProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    try (Connection connection =
            DriverManager.getConnection(arguments[0], ConnectProgram.properties(arguments));
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      long start = System.nanoTime();
      try {
        statement.execute("SELECT pg_sleep(30)");
        System.out.println("NOT CANCELLED");
      } catch (SQLException e) {
        boolean soon = System.nanoTime() - start < 20_000_000_000L;
        System.out.println((soon ? "CANCELLED " : "LATE ") + e.getSQLState());
      }
    } catch (SQLException e) {
      ConnectProgram.report(e);
    }
  }
}
