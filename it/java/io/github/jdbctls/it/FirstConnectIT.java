package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;

class FirstConnectIT {
  @TempDir Path folder;

  @Test
  void returnsTheDriversOwnConnectionToAVerifiedServer() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate server = TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(root);
    Path rootFile = root.writeChain(folder.resolve("root.crt"));
    try (PostgresServer postgres = PostgresServer.start(PostgresSettings.tls(server))) {
      postgres.createUser("app", "secret");
      String url =
          "jdbc:tls:postgresql://localhost:"
              + postgres.port()
              + "/postgres?sslrootcert="
              + rootFile;
      try (Connection connection = DriverManager.getConnection(url, "app", "secret")) {
        assertThat(connection).isExactlyInstanceOf(PgConnection.class);
        assertThat(connection.unwrap(PGConnection.class)).isSameAs(connection);
        TlsInfo info = TlsInfo.of(connection).orElseThrow();
        assertThat(info.mode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(info.verifiedName()).contains("localhost");
        assertThat(info.trustAnchor()).contains(root.certificate());
        assertThat(info.protocol()).isEqualTo("TLSv1.3");
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
          assertThat(row.next()).isTrue();
          assertThat(row.getBoolean(1)).isTrue();
        }
      }
    }
  }
}
