package io.github.jdbctls.it.jvm;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsPolicy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Installs a policy, connects, and installs another one: {@code URL}. */
public final class InstallProgram {
  private InstallProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    try {
      TlsPolicy.install(TlsPolicy.unrestricted().withLeastMode(SslMode.VERIFY_FULL));
    } catch (IllegalStateException e) {
      System.out.println("FIRST " + e.getMessage());
      return;
    }
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      System.out.println("CONNECTED " + connection.getClass().getName());
    } catch (SQLException e) {
      ConnectProgram.report(e);
    }
    try {
      TlsPolicy.install(TlsPolicy.unrestricted());
      System.out.println("SECOND INSTALLED");
    } catch (IllegalStateException e) {
      System.out.println("SECOND " + e.getMessage());
    }
  }
}
