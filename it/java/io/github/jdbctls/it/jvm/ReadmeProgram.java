package io.github.jdbctls.it.jvm;

import io.github.jdbctls.TlsInfo;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The program of the README, with another URL: {@code URL PASSWORD}. */
public final class ReadmeProgram {
  private ReadmeProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws SQLException {
    String password = arguments[1];

    String url = arguments[0];
    try (Connection connection = DriverManager.getConnection(url, "app", password)) {
      TlsInfo info = TlsInfo.of(connection).orElseThrow();
      // TLSv1.3 TLS_AES_256_GCM_SHA384, verified as db.example.com, trusted by ...
      System.out.println(info);
    }
  }
}
