package io.github.jdbctls.it.jvm;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connects twenty times with the very same words: {@code URL [key=value...]}. */
public final class AgainProgram {
  private static final int CONNECTS = 20;

  private AgainProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    Properties properties = ConnectProgram.properties(arguments);
    for (int i = 0; i < CONNECTS; i++) {
      try (Connection connection = DriverManager.getConnection(arguments[0], properties)) {
        System.out.println("CONNECTED " + connection.getClass().getName());
      } catch (SQLException e) {
        ConnectProgram.report(e);
      }
    }
  }
}
