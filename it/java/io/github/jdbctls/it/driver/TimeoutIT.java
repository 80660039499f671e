package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.WaitingRows;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of time: {@code loginTimeout}, for which pgjdbc takes another thread, and its others. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeoutIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  /** Each with which a connect passes over a server that takes the connection and says nothing. */
  private static final List<String> LIMITS_OF_MUTE_HOSTS =
      List.of(
          "sslnegotiation=postgres&connect_timeout=6",
          "sslnegotiation=direct&connect_timeout=6",
          "sslnegotiation=postgres&sslResponseTimeout=5000",
          "sslnegotiation=direct&connectTimeout=5",
          "sslnegotiation=postgres&connect_timeout=6&loginTimeout=60",
          "sslnegotiation=direct&connect_timeout=5&connectTimeout=60&loginTimeout=60");

  @AutoClose
  private static final WaitingRows<String> MUTE_HOSTS =
      WaitingRows.of(LIMITS_OF_MUTE_HOSTS::stream, TimeoutIT::assertGoesOnFromAMuteHost);

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private static void assertVerified(Connection connection) throws SQLException {
    assertThat(TlsInfo.of(connection))
        .hasValueSatisfying(info -> assertThat(info.verifiedName()).contains("localhost"));
    assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
  }

  private static ScriptedProxy proxy(ProxyScript script) throws IOException {
    return ScriptedProxy.before(postgres.server().port(), script);
  }

  private static void assertTimesOut(ScriptedProxy proxy, String... parameters) {
    assertThatThrownBy(() -> postgres.connectTo("localhost:" + proxy.port(), parameters))
        .isInstanceOfSatisfying(
            TlsTransientException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
        .hasMessageContaining("localhost:" + proxy.port());
  }

  @Test
  void connectsWithinLoginTimeout() throws Exception {
    try (Connection connection = postgres.connect("loginTimeout=60")) {
      assertVerified(connection);
    }
  }

  @Test
  void connectsWithinTheDriverManagersLoginTimeout() throws Exception {
    DriverManager.setLoginTimeout(60);
    try (Connection connection = postgres.connect()) {
      assertVerified(connection);
    } finally {
      DriverManager.setLoginTimeout(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loginTimeout=2", "sslResponseTimeout=2000"})
  void endsWhereTheRequestForTlsIsNotAnswered(String limit) throws Exception {
    try (ScriptedProxy proxy = proxy(ProxyScript.stall())) {
      assertTimesOut(proxy, limit);

      assertThat(proxy.fromClient().bytes()).isEqualTo(StartupProtocol.sslRequest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loginTimeout=2", "connectTimeout=2"})
  void endsWhereTheHandshakeIsNotAnswered(String limit) throws Exception {
    try (ScriptedProxy proxy = proxy(ProxyScript.stallInHandshake())) {
      assertTimesOut(proxy, limit);

      assertThat(proxy.fromClient().contains(VerifiedPostgres.USER)).isFalse();
    }
  }

  @Test
  void sharesLoginTimeoutBetweenAllHosts() throws Exception {
    try (ScriptedProxy first = proxy(ProxyScript.stall());
        ScriptedProxy second = proxy(ProxyScript.passThrough())) {
      String hosts = "localhost:%d,localhost:%d".formatted(first.port(), second.port());

      assertThatThrownBy(() -> postgres.connectTo(hosts, "loginTimeout=1"))
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT));
      assertThat(second.connections()).isZero();
    }
  }

  @ParameterizedTest
  @FieldSource("LIMITS_OF_MUTE_HOSTS")
  void goesOnFromAMuteHost(String parameters) throws Exception {
    MUTE_HOSTS.result(parameters);
  }

  private static void assertGoesOnFromAMuteHost(String parameters) throws Exception {
    try (ServerSocket mute = mute()) {
      String hosts = "localhost:%d,%s".formatted(mute.getLocalPort(), postgres.host());

      try (Connection connection = postgres.connectTo(hosts, parameters)) {
        assertVerified(connection);
      }
    }
  }

  private static ServerSocket mute() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  /** As libpq, whose limit is for all that happens at one address. */
  @Test
  void goesOnFromAHostThatStallsInTheHandshakeWhenItsTimeIsOver() throws Exception {
    try (ScriptedProxy first = proxy(ProxyScript.stallInHandshake())) {
      String hosts = "localhost:%d,%s".formatted(first.port(), postgres.host());

      try (Connection connection = postgres.connectTo(hosts, "connect_timeout=4")) {
        assertVerified(connection);
      }
      assertThat(first.connections()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslmode=verify-full", "sslmode=prefer"})
  void endsAtAMuteHostNamingLibpqsLimit(String parameters) throws Exception {
    try (ScriptedProxy proxy = proxy(ProxyScript.stall())) {
      assertThatThrownBy(
              () ->
                  postgres.connectTo("localhost:" + proxy.port(), parameters, "connect_timeout=1"))
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
          .hasMessageContainingAll("localhost:" + proxy.port(), "connect_timeout (1.0 s)");
      assertThat(proxy.connections()).as("nothing was tried in plain text").isOne();
    }
  }

  @Test
  void endsAtAMuteHostWithDirectTls() throws Exception {
    try (ServerSocket mute = mute()) {
      String host = "localhost:" + mute.getLocalPort();

      assertThatThrownBy(
              () -> postgres.connectTo(host, "sslnegotiation=direct", "connect_timeout=1"))
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
          .hasMessageContainingAll(host, "sslnegotiation=direct");
    }
  }

  @Test
  void sharesLoginTimeoutBetweenMuteHostsWhateverEachMayTake() throws Exception {
    try (ServerSocket mute = mute();
        ScriptedProxy last = proxy(ProxyScript.passThrough())) {
      String first = "localhost:" + mute.getLocalPort();
      String hosts = "%s,%s,localhost:%d".formatted(first, first, last.port());

      assertThatThrownBy(() -> postgres.connectTo(hosts, "connect_timeout=2", "loginTimeout=3"))
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
          .hasMessageContaining("loginTimeout (3.0 s)");
      assertThat(last.connections()).isZero();
    }
  }

  @Test
  void goesOnFromAHostThatDoesNotAnswerWithinItsOwnLimit() throws Exception {
    try (ScriptedProxy first = proxy(ProxyScript.stall())) {
      String hosts = "localhost:%d,%s".formatted(first.port(), postgres.host());

      try (Connection connection = postgres.connectTo(hosts, "sslResponseTimeout=3000")) {
        assertVerified(connection);
      }
    }
  }
}
