package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.jdbc.PgConnection;

/** The data source, and the properties of {@code connect}, against a server. */
class TlsDataSourceIT {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").issuedBy(ROOT);

  @TempDir private static Path folder;
  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server =
        PostgresServer.start(
            PostgresSettings.tls(
                    TestCertificate.leaf("db.example").dnsName("db.example").issuedBy(ROOT))
                .clientAuthority(ROOT)
                .access("hostssl all app all scram-sha-256 clientcert=verify-full"));
    server.createUser("app", "secret");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  /** Everything by setters. */
  private static TlsDataSource dataSource() throws Exception {
    TlsDataSource dataSource = new TlsDataSource();
    dataSource.setUrl("jdbc:tls:postgresql://db.example:" + server.port() + "/postgres");
    dataSource.setUser("app");
    dataSource.setPassword("secret");
    dataSource.setSslmode("verify-full");
    dataSource.setSslrootcert(ROOT.writeChain(folder.resolve("root.crt")).toString());
    dataSource.setSslcert(CLIENT.writeChain(folder.resolve("app.crt")).toString());
    dataSource.setSslkey(
        KeyFormat.PKCS8_AES.write(folder.resolve("app.key"), CLIENT, "open").toString());
    dataSource.setSslpassword("open");
    dataSource.setHostaddr("127.0.0.1");
    dataSource.setGssencmode("prefer");
    dataSource.setLoginTimeout(20);
    return dataSource;
  }

  private static void assertProven(Connection connection) throws SQLException {
    TlsInfo info = TlsInfo.of(connection).orElseThrow();
    assertThat(connection).isExactlyInstanceOf(PgConnection.class);
    assertThat(info.verifiedName()).contains("db.example");
    assertThat(info.trustAnchor()).contains(ROOT.certificate());
    assertThat(info.clientCertificate()).contains(CLIENT.certificate());
    assertThat(info.modeOrigin()).isEqualTo("\"sslmode\" in the properties");
  }

  @Test
  void connectsByItsSetters() throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      assertProven(connection);
    }
  }

  @Test
  void connectsForTheUserOfACall() throws Exception {
    TlsDataSource dataSource = dataSource();
    dataSource.setUser("nobody");
    dataSource.setPassword("wrong");

    try (Connection connection = dataSource.getConnection("app", "secret")) {
      assertProven(connection);
    }
    assertThatThrownBy(dataSource::getConnection)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
  }

  @Test
  void connectsAfterADirectoryOnceTheSecretsAreSetAgain() throws Exception {
    TlsDataSource found =
        (TlsDataSource)
            NamingManager.getObjectInstance(dataSource().getReference(), null, null, null);
    found.setPassword("secret");
    found.setSslpassword("open");

    try (Connection connection = found.getConnection()) {
      assertProven(connection);
    }
  }

  @Test
  void givesUpWhenTheLoginTimeoutIsOver() throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.stall())) {
      TlsDataSource dataSource = dataSource();
      dataSource.setUrl("jdbc:tls:postgresql://db.example:" + proxy.port() + "/postgres");
      dataSource.setLoginTimeout(1);
      Instant start = Instant.now();

      assertThatThrownBy(dataSource::getConnection)
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
          .hasMessageContaining("1.0 s")
          .hasMessageContaining("db.example:" + proxy.port());

      assertThat(Duration.between(start, Instant.now()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }
  }

  @Test
  void readsPropertiesWithDefaultsAndLeavesThemAsTheyAre() throws Exception {
    Properties defaults = new Properties();
    defaults.setProperty("user", "app");
    defaults.setProperty("password", "secret");
    defaults.setProperty("sslmode", "verify-full");
    Properties info = new Properties(defaults);
    info.setProperty("sslrootcert", folder.resolve("root.crt").toString());
    info.setProperty("sslcert", folder.resolve("app.crt").toString());
    info.setProperty("sslkey", folder.resolve("app.key").toString());
    info.setProperty("sslpassword", "open");
    info.setProperty("hostaddr", "127.0.0.1");
    Properties copyOfDefaults = (Properties) defaults.clone();
    Properties copy = (Properties) info.clone();

    try (Connection connection =
        DriverManager.getConnection(
            "jdbc:tls:postgresql://db.example:" + server.port() + "/postgres", info)) {
      assertProven(connection);
    }

    assertThat(info).isEqualTo(copy);
    assertThat(defaults).isEqualTo(copyOfDefaults);
  }
}
