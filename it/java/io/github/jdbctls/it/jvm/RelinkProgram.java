package io.github.jdbctls.it.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Connects, has a link lead elsewhere, and lets the driver cancel a query: {@code URL link=...
 * target=... [key=value...]}.
 */
public final class RelinkProgram {
  private RelinkProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws IOException {
    Properties properties = ConnectProgram.properties(arguments);
    Path link = Path.of((String) properties.remove("link"));
    Path target = Path.of((String) properties.remove("target"));
    try (Connection connection = DriverManager.getConnection(arguments[0], properties);
        Statement statement = connection.createStatement()) {
      System.out.println("CONNECTED");
      Files.delete(link);
      Files.createSymbolicLink(link, target);
      statement.setQueryTimeout(1);
      try {
        statement.execute("SELECT pg_sleep(3)");
        System.out.println("NOT CANCELLED");
      } catch (SQLException e) {
        System.out.println("CANCELLED " + e.getSQLState());
      }
    } catch (SQLException e) {
      ConnectProgram.report(e);
    }
  }
}
