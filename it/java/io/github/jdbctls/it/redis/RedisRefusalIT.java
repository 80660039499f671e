package io.github.jdbctls.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.it.server.RedisSettings.ClientCertificates;
import io.github.jdbctls.pki.TestCertificate;
import java.net.ConnectException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are refused, and servers that refuse; in neither case a password leaves. */
class RedisRefusalIT {
  private static final TestCertificate CLIENT_ROOT =
      TestCertificate.authority("client root").selfSigned();

  @TempDir private Path folder;

  /** Connects through a recording proxy, and looks that it took one connection and no password. */
  private TlsException refusal(RedisSettings settings, String... parameters) throws Exception {
    try (RedisFixture redis = RedisFixture.start(folder, settings);
        ScriptedProxy proxy =
            ScriptedProxy.before(redis.server().port(), ProxyScript.passThrough())) {
      String url = RedisFixture.url(proxy.port(), parameters);
      String rooted = url.contains("sslrootcert") ? url : url + "&sslrootcert=" + redis.rootFile();

      TlsException refusal =
          Refusal.of(() -> DriverManager.getConnection(rooted, RedisFixture.login()));

      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.fromClient().contains(RedisFixture.PASSWORD)).isFalse();
      assertThat(refusal.getMessage()).doesNotContain(RedisFixture.PASSWORD);
      return refusal;
    }
  }

  private static RedisSettings presenting(TestCertificate certificate) {
    return RedisSettings.tls(certificate);
  }

  @Test
  void refusesAnotherName() throws Exception {
    TestCertificate other =
        TestCertificate.leaf("other").dnsName("other.example.com").issuedBy(RedisFixture.ROOT);

    TlsException refusal = refusal(presenting(other));

    assertThat(refusal.failure()).isEqualTo(TlsFailure.WRONG_NAME);
    assertThat(refusal.getMessage()).contains("JTLS-404", "other.example.com");
  }

  @Test
  void refusesAnUnknownAuthority() throws Exception {
    TestCertificate stranger =
        TestCertificate.leaf("localhost")
            .dnsName("localhost")
            .issuedBy(TestCertificate.authority("stranger").selfSigned());

    assertThat(refusal(presenting(stranger)).failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    TestCertificate expired =
        TestCertificate.leaf("localhost")
            .dnsName("localhost")
            .expired()
            .issuedBy(RedisFixture.ROOT);

    assertThat(refusal(presenting(expired)).failure()).isEqualTo(TlsFailure.CERTIFICATE_EXPIRED);
  }

  /** It takes the handshake for the beginning of a command, and waits for the rest. */
  @Test
  void endsInTimeAtAPortInPlainText() throws Exception {
    try (RedisFixture redis = RedisFixture.start(folder, RedisSettings.withoutTls())) {
      String url = redis.url().replace("timeout=20000", "timeout=500");

      assertThatThrownBy(() -> DriverManager.getConnection(url, RedisFixture.login()).close())
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
          .hasMessageContaining("localhost:" + redis.server().port());
    }
  }

  @Test
  void refusesAVersionThatIsTooOld() throws Exception {
    RedisSettings settings =
        RedisSettings.tls(RedisFixture.certificate()).versions(TlsVersion.TLS_1_2);

    assertThat(refusal(settings, "ssl_min_protocol_version=TLSv1.3").failure())
        .isEqualTo(TlsFailure.PROTOCOL_VERSION);
  }

  private static RedisSettings demandingACertificate(TlsVersion version) {
    return RedisSettings.tls(RedisFixture.certificate())
        .versions(version)
        .clientCertificates(ClientCertificates.YES, CLIENT_ROOT);
  }

  private String[] files(TestCertificate client) throws Exception {
    return new String[] {
      "sslcert=" + client.writeChain(folder.resolve("client.crt")),
      "sslkey=" + client.writeKey(folder.resolve("client.key"))
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "TLS_1_3"})
  void sendsTheCertificateThatTheServerDemands(TlsVersion version) throws Exception {
    TestCertificate client = TestCertificate.leaf("app").issuedBy(CLIENT_ROOT);
    try (RedisFixture redis = RedisFixture.start(folder, demandingACertificate(version));
        Connection connection = redis.connect(files(client))) {
      assertThat(RedisFixture.run(connection, "PING")).isEqualTo("PONG");
      assertThat(TlsInfo.of(connection).orElseThrow().clientCertificate())
          .contains(client.chain().get(0));
    }
  }

  /** In TLS 1.3 the server says so when the client has finished its part. */
  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "TLS_1_3"})
  void saysAtConnectThatTheServerDemandsACertificate(TlsVersion version) throws Exception {
    assertThat(refusal(demandingACertificate(version)).failure())
        .isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "TLS_1_3"})
  void saysAtConnectThatTheServerRefusesTheCertificate(TlsVersion version) throws Exception {
    TestCertificate stranger =
        TestCertificate.leaf("app")
            .issuedBy(TestCertificate.authority("other client root").selfSigned());

    TlsException refusal = refusal(demandingACertificate(version), files(stranger));

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
  }

  /** Without a user too: nothing but the question whether it is there asks the server. */
  @Test
  void saysAtConnectThatTheServerDemandsACertificateOfWhoHasNoPassword() throws Exception {
    try (RedisFixture redis =
        RedisFixture.start(folder, demandingACertificate(TlsVersion.TLS_1_3))) {
      TlsException refusal = Refusal.of(() -> DriverManager.getConnection(redis.url()));

      assertThat(refusal.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslmode=prefer", "sslmode=allow", "ssl=false", "timeout=soon"})
  void dialsNobodyWithSettingsThatItDoesNotTake(String parameter) throws Exception {
    try (ScriptedProxy nobody = ScriptedProxy.before(1, ProxyScript.passThrough())) {
      Refusal.of(() -> DriverManager.getConnection(RedisFixture.url(nobody.port(), parameter)));

      assertThat(nobody.connections()).isZero();
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port = ClosedPort.find();

    assertThatThrownBy(() -> DriverManager.getConnection(RedisFixture.url(port)).close())
        .isExactlyInstanceOf(SQLNonTransientConnectionException.class)
        .hasRootCauseInstanceOf(ConnectException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08001");
  }
}
