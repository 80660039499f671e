package io.github.jdbctls.it.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.logging.LoggedWarnings;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/**
 * Cancel requests of a connection that has outlived the files that it was opened with: they go by
 * what the files hold now, as those of libpq 17 do.
 */
@Timeout(120)
class CancelMaterialIT {
  private static final String QUERY_CANCELED = "57014";

  @TempDir private static Path shared;
  @AutoClose private static VerifiedPostgres postgres;

  @TempDir private Path folder;
  @AutoClose private final LoggedWarnings warnings = LoggedWarnings.keep();

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(shared);
  }

  @BeforeEach
  void showTheFirstCertificate() throws IOException, SQLException {
    postgres.server().reconfigure(PostgresSettings.tls(postgres.certificate()));
  }

  static Stream<Arguments> negotiationsAndWays() {
    return Stream.of("postgres", "direct")
        .flatMap(n -> Stream.of(Cancellation.values()).map(way -> Arguments.of(n, way)));
  }

  /** As a deployment does it, in one step. */
  private Path replace(String name, String text) throws IOException {
    Path next = TestCertificate.writePrivate(folder.resolve("next"), text);
    return Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private TestCrl list() {
    return TestCrl.of(postgres.root());
  }

  private void assertCancels(Connection connection, Cancellation way) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> way.during(postgres, statement, 100))
          .isInstanceOfSatisfying(
              PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(QUERY_CANCELED));
    }
    assertThat(warnings.texts()).noneMatch(text -> text.contains("cancel"));
  }

  private void assertCancelsNothing(Connection connection, Cancellation way, String... warning)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      way.during(postgres, statement, 3);
    }
    assertThat(warnings.texts())
        .filteredOn(text -> text.contains("cancel request"))
        .singleElement(STRING)
        .contains(warning);
  }

  @ParameterizedTest
  @MethodSource("negotiationsAndWays")
  void sendsNothingToAServerThatHasBeenRevoked(String negotiation, Cancellation way)
      throws Exception {
    String[] parameters = {
      "sslcrl=" + replace("lists.crl", list().pem()), "sslnegotiation=" + negotiation
    };
    try (Connection connection = postgres.connect(parameters)) {
      replace("lists.crl", list().revoking(postgres.certificate()).pem());

      assertCancelsNothing(connection, way, "was not sent", "JTLS-409", "CN=server");
      assertThat(Refusal.of(() -> postgres.connect(parameters)).failure())
          .as("as a new connection is refused")
          .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"postgres, BY_ANOTHER_THREAD", "direct, BY_QUERY_TIMEOUT"})
  void cancelsByARenewedListOnceTheOldOneHasExpired(String negotiation, Cancellation way)
      throws Exception {
    Instant expiry = Instant.now().plusSeconds(5);
    Path file = replace("lists.crl", list().valid(expiry.minusSeconds(60), expiry).pem());
    try (Connection connection =
        postgres.connect("sslcrl=" + file, "sslnegotiation=" + negotiation)) {
      replace("lists.crl", list().pem());
      TimeUnit.MILLISECONDS.sleep(
          Math.max(0, Duration.between(Instant.now(), expiry.plusSeconds(1)).toMillis()));

      assertCancels(connection, way);
    }
  }

  @Test
  void warnsOfAListThatHasExpired() throws Exception {
    Instant expiry = Instant.now().plusSeconds(5);
    Path file = replace("lists.crl", list().valid(expiry.minusSeconds(60), expiry).pem());
    try (Connection connection = postgres.connect("sslcrl=" + file)) {
      TimeUnit.MILLISECONDS.sleep(
          Math.max(0, Duration.between(Instant.now(), expiry.plusSeconds(1)).toMillis()));

      assertCancelsNothing(connection, Cancellation.BY_QUERY_TIMEOUT, "was not sent", "expired at");
    }
  }

  @Test
  void cancelsByTheLastGoodListWhileTheFileIsGone() throws Exception {
    Path file = replace("lists.crl", list().pem());
    try (Connection connection = postgres.connect("sslcrl=" + file)) {
      Files.delete(file);

      assertCancels(connection, Cancellation.BY_QUERY_TIMEOUT);
    }
  }

  @Test
  void dialsNobodyWithoutTheFileAndAGrace() throws Exception {
    Path file = replace("lists.crl", list().pem());
    try (ScriptedProxy proxy =
            ScriptedProxy.before(postgres.server().port(), ProxyScript.passThrough());
        Connection connection =
            postgres.connectTo("localhost:" + proxy.port(), "sslcrl=" + file, "sslreloadgrace=0")) {
      Files.delete(file);

      assertCancelsNothing(
          connection, Cancellation.BY_QUERY_TIMEOUT, "was not sent", file.toString());
      assertThat(proxy.connections()).isOne();
    }
  }

  @Test
  void cancelsAtAServerWithACertificateOfANewRoot() throws Exception {
    TestCertificate newRoot = TestCertificate.authority("root").selfSigned();
    Path file = replace("root.crt", postgres.root().pem());
    String url = "jdbc:tls:postgresql://" + postgres.host() + "/postgres?sslrootcert=" + file;
    try (Connection connection =
        DriverManager.getConnection(url, VerifiedPostgres.USER, VerifiedPostgres.PASSWORD)) {
      postgres
          .server()
          .reconfigure(
              PostgresSettings.tls(
                  TestCertificate.leaf("server").dnsName("localhost").issuedBy(newRoot)));
      replace("root.crt", newRoot.pem());

      assertCancels(connection, Cancellation.BY_QUERY_TIMEOUT);
    }
  }

  /** The server has asked for certificates of another authority since the connect. */
  private Connection connectionWhoseAuthorityIsReplacedBy(
      TestCertificate newAuthority, String protocol) throws Exception {
    TestCertificate authority = TestCertificate.authority("old clients").selfSigned();
    writeClient(authority);
    PostgresSettings settings = PostgresSettings.tls(postgres.certificate());
    postgres.server().reconfigure(settings.clientAuthority(authority));
    Connection connection =
        postgres.connect(
            "sslcert=" + folder.resolve("client.crt"),
            "sslkey=" + folder.resolve("client.key"),
            "ssl_max_protocol_version=" + protocol);
    postgres.server().reconfigure(settings.clientAuthority(newAuthority));
    return connection;
  }

  private void writeClient(TestCertificate authority) throws IOException {
    TestCertificate client = TestCertificate.leaf(VerifiedPostgres.USER).issuedBy(authority);
    replace("client.crt", client.pem());
    replace("client.key", client.keyPem());
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2", "TLSv1.3"})
  void cancelsWithARotatedClientCertificate(String protocol) throws Exception {
    TestCertificate authority = TestCertificate.authority("new clients").selfSigned();
    try (Connection connection = connectionWhoseAuthorityIsReplacedBy(authority, protocol)) {
      writeClient(authority);

      assertCancels(connection, Cancellation.BY_QUERY_TIMEOUT);
    }
  }

  /** With TLS 1.3 the refusal comes when the request has been written already. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, was not sent", "TLSv1.3, may not have arrived"})
  void warnsOfAClientCertificateThatTheServerRefuses(String protocol, String warning)
      throws Exception {
    TestCertificate authority = TestCertificate.authority("new clients").selfSigned();
    try (Connection connection = connectionWhoseAuthorityIsReplacedBy(authority, protocol)) {
      assertCancelsNothing(connection, Cancellation.BY_QUERY_TIMEOUT, warning);
    }
  }

  /** The driver's timer thread has no context class loader. */
  @ParameterizedTest
  @EnumSource
  void cancelsByTheClassPathOfTheConnection(Cancellation way) throws Exception {
    replace("root-of-cancel.crt", postgres.root().pem());
    String url =
        "jdbc:tls:postgresql://"
            + postgres.host()
            + "/postgres?sslrootcert=classpath:root-of-cancel.crt";
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader application = new URLClassLoader(path, before)) {
      thread.setContextClassLoader(application);
      try (Connection connection =
          DriverManager.getConnection(url, VerifiedPostgres.USER, VerifiedPostgres.PASSWORD)) {
        assertCancels(connection, way);

        replace("root-of-cancel.crt", TestCertificate.authority("another").selfSigned().pem());
        assertCancelsNothing(connection, way, "was not sent", "JTLS-40");
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** As when a web application has stopped and its connections are still being closed. */
  @Test
  void cancelsAfterTheContextsHaveBeenForgotten() throws Exception {
    try (Connection connection = postgres.connect()) {
      TlsDriver.deregister();
      try {
        assertCancels(connection, Cancellation.BY_QUERY_TIMEOUT);
      } finally {
        TlsDriver.register();
      }
    }
  }
}
