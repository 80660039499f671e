package io.github.jdbctls.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A program whose first connect is its only one: {@code URL [key=value...]}. */
public final class FirstConnect {
  private FirstConnect() {}

  /** Connects, and prints a byte when the connection stands. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Properties info = new Properties();
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      info.setProperty(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    try (Connection connection = DriverManager.getConnection(arguments[0], info)) {
      System.out.write(connection.isClosed() ? '-' : '+');
      System.out.flush();
      // Whoever has started this JVM looks at it before it is gone.
      while (System.in.read() >= 0) {}
    }
  }
}
