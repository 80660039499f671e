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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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
    return replace(folder, name, text);
  }

  private static Path replace(Path folder, String name, String text) throws IOException {
    Path next = TestCertificate.writePrivate(folder.resolve("next"), text);
    return Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static TestCrl list() {
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

  private static boolean isOfACancel(String warning) {
    return warning.contains("cancel request");
  }

  private void assertCancelsNothing(Connection connection, Cancellation way, String... warning)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      way.inVain(
          postgres,
          statement,
          () -> warnings.texts().stream().anyMatch(CancelMaterialIT::isOfACancel));
    }
    assertThat(warnings.texts())
        .filteredOn(CancelMaterialIT::isOfACancel)
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

  /** Connections that were opened by lists which have expired since, after one wait for all. */
  private static final class Outlived {
    static final String NOT_RENEWED = "not renewed";

    private static final Map<String, Connection> OPENED = new HashMap<>();
    private static Instant expiry = Instant.MAX;

    private Outlived() {}

    /** By the negotiation of one whose list has been renewed before it expired. */
    static Connection connection(String name) throws Exception {
      if (OPENED.isEmpty()) {
        open();
      }
      TimeUnit.MILLISECONDS.sleep(
          Math.max(0, Duration.between(Instant.now(), expiry.plusSeconds(1)).toMillis()));
      return Objects.requireNonNull(OPENED.remove(name));
    }

    private static void open() throws Exception {
      expiry = Instant.now().plusSeconds(12);
      for (String name : List.of("postgres", "direct", NOT_RENEWED)) {
        Path own = Files.createTempDirectory(shared, "outlived");
        boolean isRenewed = !name.equals(NOT_RENEWED);
        Path file = replace(own, "lists.crl", list().valid(expiry.minusSeconds(60), expiry).pem());
        OPENED.put(
            name,
            postgres.connect(
                "sslcrl=" + file, "sslnegotiation=" + (isRenewed ? name : "postgres")));
        if (isRenewed) {
          replace(own, "lists.crl", list().pem());
        }
      }
    }

    static void close() throws SQLException {
      for (Connection connection : OPENED.values()) {
        connection.close();
      }
      OPENED.clear();
    }
  }

  @AfterAll
  static void closeOutlived() throws SQLException {
    Outlived.close();
  }

  @ParameterizedTest
  @CsvSource({"postgres, BY_ANOTHER_THREAD", "direct, BY_QUERY_TIMEOUT"})
  void cancelsByARenewedListOnceTheOldOneHasExpired(String negotiation, Cancellation way)
      throws Exception {
    try (Connection connection = Outlived.connection(negotiation)) {
      assertCancels(connection, way);
    }
  }

  @Test
  void warnsOfAListThatHasExpired() throws Exception {
    try (Connection connection = Outlived.connection(Outlived.NOT_RENEWED)) {
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
