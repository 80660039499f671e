package io.github.jdbctls.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** The fixture itself, seen with the plain driver: other tests here build on what these show. */
@ExtendWith(ContainerCondition.class)
class PostgresContainerIT {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();

  @TempDir private static Path directory;
  private static PostgresContainer server;

  @BeforeAll
  static void startServer() {
    server =
        PostgresContainer.start(
            PostgresContainer.certificate().issuedBy(AUTHORITY),
            AUTHORITY,
            "host all all all scram-sha-256");
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void presentsTheGivenCertificateForItsHost() throws Exception {
    Path root = AUTHORITY.writeChain(directory.resolve("root.crt"));

    try (Connection connection = connect("verify-full", root)) {
      assertThat(encryptedForServer(connection)).isTrue();
    }
  }

  @Test
  void presentsNoCertificateOfAnotherAuthority() throws Exception {
    TestCertificate other = TestCertificate.authority("ca").selfSigned();
    Path root = Files.writeString(directory.resolve("other.crt"), other.pem());

    assertThatThrownBy(() -> connect("verify-full", root))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("PKIX path");
  }

  @Test
  void takesPlainConnectionsWhereItsAccessRulesDo() throws Exception {
    try (Connection connection = connect("disable", directory.resolve("none"))) {
      assertThat(encryptedForServer(connection)).isFalse();
    }
  }

  private static Connection connect(String mode, Path root) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("sslmode", mode);
    properties.setProperty("sslrootcert", root.toString());
    String url =
        "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), server.database());
    Connection connection = new Driver().connect(url, properties);
    assertThat(connection).isNotNull();
    return connection;
  }

  private static boolean encryptedForServer(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      return row.getBoolean(1);
    }
  }
}
