package io.github.jdbctls.it.rotation;

import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL: it shows each connection which certificate it has seen. */
record SoakPostgres(PostgresServer server, TestCertificate clientAuthority) implements SoakServer {
  static SoakPostgres start(TestCertificate certificate, TestCertificate clientAuthority)
      throws IOException, SQLException {
    PostgresServer server = PostgresServer.start(settings(certificate, clientAuthority));
    server.createUser(USER, PASSWORD);
    return new SoakPostgres(server, clientAuthority);
  }

  private static PostgresSettings settings(
      TestCertificate certificate, TestCertificate clientAuthority) {
    return PostgresSettings.tls(certificate)
        .clientAuthority(clientAuthority)
        .access("hostssl all " + USER + " all cert");
  }

  @Override
  public String url(String parameters) {
    return "jdbc:tls:postgresql://localhost:"
        + server.port()
        + "/postgres"
        + parameters
        + "&connectTimeout=60&sslResponseTimeout=60000";
  }

  @Override
  public void present(TestCertificate certificate) throws IOException, SQLException {
    server.reconfigure(settings(certificate, clientAuthority));
  }

  @Override
  public void acceptAny() {}

  @Override
  public void acceptOnly(TestCertificate client) {}

  @Override
  public boolean deniesToKnow(Connection connection, X509Certificate client) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT client_serial FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      return !row.next() || !client.getSerialNumber().equals(row.getBigDecimal(1).toBigInteger());
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    server.close();
  }
}
