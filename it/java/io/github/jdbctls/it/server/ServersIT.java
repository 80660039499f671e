package io.github.jdbctls.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.net.TestContext;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fixtures themselves. */
class ServersIT {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost")
          .dnsName("localhost")
          .issuedBy(
              TestCertificate.authority("intermediate")
                  .issuedBy(TestCertificate.authority("server ca").selfSigned()));
  private static final TestCertificate OTHER =
      TestCertificate.leaf("elsewhere").dnsName("elsewhere").selfSigned();
  private static final TestCertificate CLIENT_AUTHORITY =
      TestCertificate.authority("client ca").selfSigned();

  private enum Kind {
    MYSQL("9."),
    MARIADB_10("10.11."),
    MARIADB_11("11.8.");

    private final String version;

    Kind(String version) {
      this.version = version;
    }

    private SqlServer start(MysqlSettings settings) throws IOException {
      return switch (this) {
        case MYSQL -> MysqlServer.start(settings);
        case MARIADB_10 -> MariadbServer.start(Release.MARIADB_10, settings);
        case MARIADB_11 -> MariadbServer.start(Release.MARIADB_11, settings);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void offersTlsWithTheGivenChainAndLeavesNothingBehind(Kind kind) throws Exception {
    SqlServer server = kind.start(MysqlSettings.tls(CERTIFICATE).versions(TlsVersion.TLS_1_3));
    Path folder = folder(server);
    try (server) {
      server.createUser("app", "secret", "X509");

      MysqlGreeting greeting = MysqlGreeting.of(server.port());
      assertThat(greeting.version()).startsWith(kind.version);
      assertThat(greeting.offersTls()).isTrue();
      assertThat(MysqlGreeting.presentedChain(server.port())).hasValue(CERTIFICATE.chain());
      assertThat(server.query("SELECT @@version")).containsExactly(greeting.version());
      assertThat(server.query("SELECT ssl_type FROM mysql.user WHERE user = 'app'"))
          .containsExactly("X509");
    }
    assertNothingIsLeft(server.port(), folder);
  }

  @ParameterizedTest
  @EnumSource
  void startsAgainOnTheSamePortWithOtherSettings(Kind kind) throws Exception {
    try (SqlServer server = kind.start(MysqlSettings.withoutTls())) {
      server.createUser("app", "secret");
      assertThat(MysqlGreeting.of(server.port()).offersTls()).isFalse();

      server.stop();
      assertClosed(server.port());

      server.restart(MysqlSettings.tls(OTHER).requireTls().clientAuthority(CLIENT_AUTHORITY));
      assertThat(MysqlGreeting.presentedChain(server.port())).hasValue(OTHER.chain());
      assertThat(server.query("SELECT @@require_secure_transport")).containsExactly("1");
      assertThat(server.query("SELECT user FROM mysql.user WHERE user = 'app'"))
          .containsExactly("app");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB_11"})
  void makesACertificateForItself(Kind kind) throws Exception {
    try (SqlServer server = kind.start(MysqlSettings.automaticTls())) {
      assertThat(MysqlGreeting.presentedChain(server.port())).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesSettingsThatTheServerDoesNotTake(Kind kind) {
    assertThatThrownBy(() -> kind.start(MysqlSettings.withoutTls().option("no-such-option", "1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-option");
  }

  @ParameterizedTest
  @EnumSource
  void createsUsersOfOtherWaysToLogIn(Release release) throws Exception {
    try (MariadbServer server = MariadbServer.start(release, MysqlSettings.withoutTls())) {
      server.createEd25519User("modern", "secret", "NONE");

      assertThat(server.query("SELECT plugin FROM mysql.user WHERE user = 'modern'"))
          .containsExactly("ed25519");
    }
  }

  @Test
  void redisSpeaksTlsWithTheGivenChainAndLeavesNothingBehind() throws Exception {
    RedisServer server = RedisServer.start(RedisSettings.tls(CERTIFICATE).password("secret"));
    Path folder = folder(server);
    try (server) {
      server.createUser("app", "secret");

      assertThat(presentedChain(server.port())).isEqualTo(CERTIFICATE.chain());
      assertThat(server.execute("INFO", "server")).contains("redis_version:7.");

      server.restart(RedisSettings.tls(OTHER));
      assertThat(presentedChain(server.port())).isEqualTo(OTHER.chain());
      assertThat(server.execute("ACL", "USERS")).contains("app");
    }
    assertNothingIsLeft(server.port(), folder);
  }

  @Test
  void redisRefusesSettingsThatItDoesNotTake() {
    assertThatThrownBy(() -> RedisServer.start(RedisSettings.withoutTls().option("nonsense", "1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nonsense");
  }

  private static List<X509Certificate> presentedChain(int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            TestContext.credulous()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      return Arrays.stream(socket.getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private static Path folder(DatabaseServer server) {
    return Optional.ofNullable(server.log().file().getParent()).orElseThrow();
  }

  private static void assertClosed(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  private static void assertNothingIsLeft(int port, Path folder) throws IOException {
    assertClosed(port);
    assertThat(folder).doesNotExist();
    String name = Optional.ofNullable(folder.getFileName()).orElseThrow().toString();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      assertThat(processes.filter(process -> commandLine(process).contains(name))).isEmpty();
    }
  }

  /** Linux cuts the line of a {@link ProcessHandle}'s info short. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }
}
