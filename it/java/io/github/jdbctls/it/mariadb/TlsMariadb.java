package io.github.jdbctls.it.mariadb;

import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlSettings;
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
 * A MariaDB that proves to be {@code localhost}, with the user {@value #USER}.
 *
 * @param rootFile the root to trust
 */
record TlsMariadb(MariadbServer server, Path rootFile) implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "s3cret/@%41";

  static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  static final TestCertificate LOCALHOST = named("localhost");

  static TestCertificate named(String name) {
    return TestCertificate.leaf(name).dnsName(name).issuedBy(ROOT);
  }

  static TlsMariadb start(Release release, Path folder) throws IOException {
    return start(release, folder, MysqlSettings.tls(LOCALHOST));
  }

  static TlsMariadb start(Release release, Path folder, MysqlSettings settings) throws IOException {
    MariadbServer server = MariadbServer.start(release, settings);
    server.createUser(USER, PASSWORD);
    return new TlsMariadb(server, ROOT.writeChain(folder.resolve("root.crt")));
  }

  /** The host and port, as the certificate has it. */
  String host() {
    return "localhost:" + server.port();
  }

  String url() {
    return url("", host());
  }

  String url(String arrangement, String hosts) {
    return "jdbc:tls:mariadb:" + arrangement + "//" + hosts + "/test?sslrootcert=" + rootFile;
  }

  static Connection connect(String url) throws SQLException {
    return connect(url, USER, PASSWORD);
  }

  static Connection connect(String url, String user, String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    return DriverManager.getConnection(url, login);
  }

  static String text(Connection connection, String sql, int column) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(column);
    }
  }

  /** What the server says of the connection's TLS; empty for plain text. */
  static String cipher(Connection connection) throws SQLException {
    return text(connection, "SHOW STATUS LIKE 'Ssl_cipher'", 2);
  }

  @Override
  public void close() {
    server.close();
  }
}
