package io.github.jdbctls.it.redis;

import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A server that proves to be {@code localhost}, with the user {@value #USER}.
 *
 * @param rootFile the root to trust
 */
record RedisFixture(RedisServer server, Path rootFile) implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "s3cret";
  static final TestCertificate ROOT = TestCertificate.authority("server root").selfSigned();

  /** So that a machine that is busy is not taken for a server that does not answer. */
  private static final String PATIENT = "timeout=20000";

  static TestCertificate certificate() {
    return TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(ROOT);
  }

  static RedisFixture start(Path folder) throws IOException {
    return start(folder, RedisSettings.tls(certificate()));
  }

  static RedisFixture start(Path folder, RedisSettings settings) throws IOException {
    RedisServer server = RedisServer.start(settings);
    server.createUser(USER, PASSWORD);
    return new RedisFixture(server, ROOT.writeChain(folder.resolve("root.pem")));
  }

  /** The URL of database 0 at this port, without a root to trust. */
  static String url(int port, String... parameters) {
    return "jdbc:tls:redis://localhost:"
        + port
        + "/0?hostaddr=127.0.0.1&"
        + PATIENT
        + (parameters.length == 0 ? "" : "&" + String.join("&", parameters));
  }

  /** The URL that trusts the root. */
  String url(String... parameters) {
    return url(server.port(), "sslrootcert=" + rootFile) + suffix(parameters);
  }

  private static String suffix(String... parameters) {
    return parameters.length == 0 ? "" : "&" + String.join("&", parameters);
  }

  static Properties login() {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", PASSWORD);
    return login;
  }

  Connection connect(String... parameters) throws SQLException {
    return DriverManager.getConnection(url(parameters), login());
  }

  /** Runs a command, and returns the first line of its answer. */
  static String run(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(command)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
