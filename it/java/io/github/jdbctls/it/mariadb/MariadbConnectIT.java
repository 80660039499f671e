package io.github.jdbctls.it.mariadb;

import static io.github.jdbctls.it.mariadb.TlsMariadb.LOCALHOST;
import static io.github.jdbctls.it.mariadb.TlsMariadb.PASSWORD;
import static io.github.jdbctls.it.mariadb.TlsMariadb.USER;
import static io.github.jdbctls.it.mariadb.TlsMariadb.cipher;
import static io.github.jdbctls.it.mariadb.TlsMariadb.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One server: who is let in, and over what. */
class MariadbConnectIT {
  private static final TestCertificate CLIENT_AUTHORITY =
      TestCertificate.authority("client ca").selfSigned();

  @TempDir private static Path folder;
  private static final Map<Release, TlsMariadb> SERVERS = new EnumMap<>(Release.class);

  /** Started when it is first asked for, so that one that is missing leaves the other's tests. */
  private static TlsMariadb server(Release release) throws Exception {
    TlsMariadb running = SERVERS.get(release);
    if (running == null) {
      running =
          TlsMariadb.start(
              release, folder, MysqlSettings.tls(LOCALHOST).clientAuthority(CLIENT_AUTHORITY));
      running.server().createUser("tlsonly", PASSWORD, "SSL");
      running.server().createUser("certified", PASSWORD, "X509");
      running.server().createEd25519User("ed", PASSWORD, "SSL");
      SERVERS.put(release, running);
    }
    return running;
  }

  @AfterAll
  static void stopServers() {
    SERVERS.values().forEach(TlsMariadb::close);
    SERVERS.clear();
  }

  @ParameterizedTest
  @EnumSource
  void logsInOverVerifiedTls(Release release) throws Exception {
    try (Connection connection = connect(server(release).url())) {
      assertThat(cipher(connection)).isNotEmpty();
      assertThat(TlsInfo.of(connection).orElseThrow().toString())
          .startsWith("TLSv1.3")
          .contains("verified as localhost");
      assertThat(connection.getClass().getName()).isEqualTo("org.mariadb.jdbc.Connection");
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsNoSecretAndNoParameterOfOursInTheUrlOfTheConnection(Release release) throws Exception {
    try (Connection connection = connect(server(release).url() + "&loginTimeout=20")) {
      assertThat(connection.getMetaData().getURL())
          .startsWith("jdbc:mariadb://" + server(release).host() + "/test")
          .doesNotContain(PASSWORD, "sslrootcert", "loginTimeout", "handle");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesUpTheSessionOfTheConnectBefore(Release release) throws Exception {
    String url = server(release).url() + "&ssl_max_protocol_version=TLSv1.2";
    try (Connection first = connect(url);
        Connection second = connect(url)) {
      assertThat(TlsInfo.of(first).orElseThrow().resumed()).isFalse();
      assertThat(TlsInfo.of(second).orElseThrow().resumed()).isTrue();
      assertThat(cipher(second)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void logsInByTheServersOwnSignature(Release release) throws Exception {
    try (Connection connection = connect(server(release).url(), "ed", PASSWORD)) {
      assertThat(cipher(connection)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAServerOfAnotherName(Release release) throws Exception {
    TlsMariadb server = server(release);
    String url = server.url("", "127.0.0.1:" + server.server().port());

    assertThat(Refusal.of(() -> connect(url)).failure()).isEqualTo(TlsFailure.WRONG_NAME);
    try (Connection connection = connect(url + "&sslmode=verify-ca")) {
      assertThat(cipher(connection)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAServerOfAnUnknownAuthority(Release release) throws Exception {
    Path other =
        TestCertificate.authority("other").selfSigned().writeChain(folder.resolve("other.crt"));
    String url = "jdbc:tls:mariadb://" + server(release).host() + "/test?sslrootcert=" + other;

    assertThat(Refusal.of(() -> connect(url)).failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
  }

  @ParameterizedTest
  @EnumSource
  void leavesAWrongPasswordToTheDriversOwnException(Release release) throws Exception {
    String url = server(release).url();

    assertThatThrownBy(() -> connect(url, USER, "wrong"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .satisfies(e -> assertThat(e.getClass().getName()).startsWith("java.sql."));
  }

  @ParameterizedTest
  @EnumSource
  void sendsTheClientCertificateThatAUserNeeds(Release release) throws Exception {
    TestCertificate client = TestCertificate.leaf("app").issuedBy(CLIENT_AUTHORITY);
    String url =
        server(release).url()
            + "&sslcert="
            + client.writeChain(folder.resolve("client.crt"))
            + "&sslkey="
            + client.writeKey(folder.resolve("client.key"));

    try (Connection connection = connect(url, "certified", PASSWORD)) {
      assertThat(TlsInfo.of(connection).orElseThrow().clientCertificate()).isPresent();
    }
    String without = server(release).url();
    assertThatThrownBy(() -> connect(without, "certified", PASSWORD))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
  }

  @ParameterizedTest
  @CsvSource({
    "app, disable, false",
    "app, allow, false",
    "tlsonly, allow, true",
    "app, prefer, true",
    "app, require, true",
    "app, verify-ca, true",
  })
  void goesOverWhatTheModeSays(String user, String mode, boolean encrypted) throws Exception {
    String url = server(Release.MARIADB_10).url() + "&sslmode=" + mode;

    try (Connection connection = connect(url, user, PASSWORD)) {
      assertThat(cipher(connection).isEmpty()).isEqualTo(!encrypted);
      assertThat(TlsInfo.of(connection).isPresent()).isEqualTo(encrypted);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOverTlsWithAllowWhereTheServerTakesNobodyInPlainText(Release release) throws Exception {
    try (TlsMariadb strict =
        TlsMariadb.start(release, folder, MysqlSettings.tls(LOCALHOST).requireTls())) {
      try (Connection connection = connect(strict.url() + "&sslmode=allow")) {
        assertThat(cipher(connection)).isNotEmpty();
      }
      String plain = strict.url() + "&sslmode=disable";
      assertThatThrownBy(() -> connect(plain)).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAServerWithoutTls(Release release) throws Exception {
    try (TlsMariadb plain = TlsMariadb.start(release, folder, MysqlSettings.withoutTls())) {
      String url = plain.url();
      assertThat(Refusal.of(() -> connect(url)).failure()).isEqualTo(TlsFailure.SERVER_HAS_NO_TLS);
      try (Connection connection = connect(url + "&sslmode=prefer")) {
        assertThat(cipher(connection)).isEmpty();
        assertThat(TlsInfo.of(connection)).isEmpty();
      }
    }
  }
}
