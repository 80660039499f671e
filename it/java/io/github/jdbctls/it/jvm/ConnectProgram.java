package io.github.jdbctls.it.jvm;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connects, and prints what came of it: {@code URL [key=value...]}. */
public final class ConnectProgram {
  private ConnectProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    Properties properties = properties(arguments);
    try (Connection connection = DriverManager.getConnection(arguments[0], properties)) {
      System.out.println("CONNECTED " + connection.getClass().getName());
      System.out.println("VERSION " + connection.getMetaData().getDriverVersion());
      System.out.println("TLS " + TlsInfo.of(connection).map(TlsInfo::toString).orElse("none"));
    } catch (SQLException e) {
      report(e);
    }
  }

  static Properties properties(String[] arguments) {
    Properties properties = new Properties();
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      properties.setProperty(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    return properties;
  }

  /** Prints a failure on one line. */
  static void report(SQLException failure) {
    String kind =
        failure instanceof TlsException ours
            ? ours.failure().name()
            : failure instanceof TlsTransientException ours
                ? ours.failure().name()
                : failure.getClass().getName();
    System.out.println("FAILED " + kind + " " + failure.getMessage());
  }
}
