package io.github.jdbctls.it.rotation;

import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** MariaDB: it is told whom to let in, and resumes TLS sessions. */
record SoakMariadb(MariadbServer server) implements SoakServer {
  static SoakMariadb start(TestCertificate certificate, TestCertificate clientAuthority)
      throws IOException {
    MariadbServer server =
        MariadbServer.start(
            Release.MARIADB_10,
            MysqlSettings.tls(certificate)
                .clientAuthority(clientAuthority)
                .option("max-connections", "500"));
    server.createUser(USER, PASSWORD, "X509");
    return new SoakMariadb(server);
  }

  @Override
  public String url(String parameters) {
    return "jdbc:tls:mariadb://localhost:" + server.port() + "/test" + parameters;
  }

  @Override
  public void present(TestCertificate certificate) throws IOException {
    server.renew(certificate);
  }

  @Override
  public void acceptAny() throws IOException {
    require("X509");
  }

  @Override
  public void acceptOnly(TestCertificate client) throws IOException {
    String name = Seen.subject(client.certificate());
    // The server writes a name in the order of the certificate, RFC 2253 in the reverse of it.
    String[] parts = name.split(",", -1);
    StringBuilder subject = new StringBuilder();
    for (int i = parts.length - 1; i >= 0; i--) {
      subject.append('/').append(parts[i]);
    }
    require("SUBJECT '" + subject + "'");
  }

  private void require(String who) throws IOException {
    server.execute("ALTER USER '" + USER + "'@'%' REQUIRE " + who);
  }

  @Override
  public boolean deniesToKnow(Connection connection, X509Certificate client) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'Ssl_version'")) {
      return !row.next() || !row.getString(2).startsWith("TLS");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
