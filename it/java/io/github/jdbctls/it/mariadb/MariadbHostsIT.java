package io.github.jdbctls.it.mariadb;

import static io.github.jdbctls.it.mariadb.TlsMariadb.PASSWORD;
import static io.github.jdbctls.it.mariadb.TlsMariadb.cipher;
import static io.github.jdbctls.it.mariadb.TlsMariadb.connect;
import static io.github.jdbctls.it.mariadb.TlsMariadb.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.logging.LoggedWarnings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several hosts, and what the driver dials while its connection lives. */
@Timeout(120)
class MariadbHostsIT {
  private static final String SLEEPING = "SELECT SLEEP(100) FROM (SELECT 1) t WHERE SLEEP(100) = 0";

  @TempDir private static Path folder;
  private static TlsMariadb first;
  private static TlsMariadb second;

  @BeforeAll
  static void startServers() throws Exception {
    first = TlsMariadb.start(Release.MARIADB_10, folder);
    second = TlsMariadb.start(Release.MARIADB_10, folder);
  }

  @AfterAll
  static void stopServers() {
    first.close();
    second.close();
  }

  private static int port(Connection connection) throws SQLException {
    return Integer.parseInt(text(connection, "SELECT @@port", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sequential:", "load-balance:", "loadbalance:", "failover:"})
  void goesOnToTheNextHostWhereOneCannotBeReached(String arrangement) throws Exception {
    String url = first.url(arrangement, "localhost:" + ClosedPort.find() + "," + first.host());

    try (Connection connection = connect(url)) {
      assertThat(cipher(connection)).isNotEmpty();
      assertThat(TlsInfo.of(connection)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replication:", "load-balance-read:", ""})
  void provesTheWireThatTheConnectionUsesAtThisMoment(String arrangement) throws Exception {
    String url =
        first.url(
            arrangement,
            "address=(host=LOCALHOST)(port="
                + first.server().port()
                + ")(type=primary),address=(type=replica)(host=localhost)(port="
                + second.server().port()
                + ")");

    try (Connection connection = connect(url)) {
      assertThat(port(connection)).isEqualTo(first.server().port());
      assertThat(TlsInfo.of(connection)).isPresent();
      if (!arrangement.isEmpty()) {
        connection.setReadOnly(true);
        assertThat(port(connection)).isEqualTo(second.server().port());
        assertThat(TlsInfo.of(connection)).isPresent();
        assertThat(cipher(connection)).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sequential:"})
  void letsEachHostProveItsOwnName(String arrangement) throws Exception {
    try (TlsMariadb other =
        TlsMariadb.start(
            Release.MARIADB_10, folder, MysqlSettings.tls(TlsMariadb.named("other.example")))) {
      try (Connection connection =
          connect(first.url(arrangement, other.host() + "," + first.host()))) {
        assertThat(port(connection)).isEqualTo(first.server().port());
      }
      String url = first.url(arrangement, other.host());
      assertThat(Refusal.of(() -> connect(url)).failure()).isEqualTo(TlsFailure.WRONG_NAME);
    }
  }

  private static void awaitSleeping() throws IOException {
    String sleeping =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE info = '" + SLEEPING + "'";
    while (!first.server().query(sleeping).contains("1")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void cancelsAStatementOverTls() throws Exception {
    first.server().createUser("canceller", PASSWORD, "SSL");
    try (Connection connection = connect(first.url(), "canceller", PASSWORD);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> cancel =
          CompletableFuture.runAsync(
              () -> {
                try {
                  awaitSleeping();
                  statement.cancel();
                } catch (IOException | SQLException e) {
                  throw new IllegalStateException(e);
                }
              });

      assertThatThrownBy(() -> statement.executeQuery(SLEEPING)).isInstanceOf(SQLException.class);
      cancel.join();
      assertThat(TlsInfo.of(connection)).isPresent();
    }
  }

  @Test
  void endsAQueryAtItsTimeLimit() throws Exception {
    try (Connection connection = connect(first.url());
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertThatThrownBy(() -> statement.execute("SELECT SLEEP(100)"))
          .isInstanceOf(SQLTimeoutException.class);
      assertThat(TlsInfo.of(connection)).isPresent();
    }
  }

  @Test
  void reconnectsOverTlsWhereTheDriverDoesSo() throws Exception {
    try (TlsMariadb restarted = TlsMariadb.start(Release.MARIADB_10, folder);
        Connection connection = connect(restarted.url("sequential:", restarted.host()))) {
      restarted.server().restart();

      assertThatThrownBy(() -> port(connection)).isInstanceOf(SQLException.class);
      assertThat(port(connection)).isEqualTo(restarted.server().port());
      assertThat(cipher(connection)).isNotEmpty();
      assertThat(TlsInfo.of(connection)).isPresent();
    }
  }

  @Test
  void doesNotReconnectToAServerThatHasLostItsName() throws Exception {
    try (TlsMariadb restarted = TlsMariadb.start(Release.MARIADB_10, folder);
        Connection connection =
            connect(restarted.url("sequential:", restarted.host()) + "&retriesAllDown=2")) {
      restarted.server().restart(MysqlSettings.tls(TlsMariadb.named("other.example")));

      assertThatThrownBy(() -> port(connection)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> port(connection)).isInstanceOf(SQLException.class);
    }
  }

  /** Left to itself the driver would go on for half a minute after that. */
  @Test
  void dialsNoLongerThanItMay() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String host = "localhost:" + silent.getLocalPort();
      String url = first.url("sequential:", host) + "&loginTimeout=1";

      assertThatThrownBy(() -> connect(url))
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT));
    }
  }

  /** A round for every host, of the 120 that the driver would make. */
  @Test
  void asksARefusedHostOnce() throws Exception {
    try (LoggedWarnings warnings = LoggedWarnings.keep();
        TlsMariadb other =
            TlsMariadb.start(
                Release.MARIADB_10, folder, MysqlSettings.tls(TlsMariadb.named("other.example")))) {
      String url =
          first
              .url("sequential:", other.host() + ",localhost:" + first.server().port())
              .replace("localhost", "127.0.0.1");

      assertThat(Refusal.of(() -> connect(url)).failure()).isEqualTo(TlsFailure.WRONG_NAME);
      assertThat(warnings.texts()).hasSize(2).allSatisfy(t -> assertThat(t).contains("JTLS-404"));
    }
  }

  @Test
  void passesOverAServerWithoutTls() throws Exception {
    try (TlsMariadb plain =
        TlsMariadb.start(Release.MARIADB_10, folder, MysqlSettings.withoutTls())) {
      String url = plain.url("sequential:", plain.host() + "," + first.host());
      try (Connection connection = connect(url)) {
        assertThat(port(connection)).isEqualTo(first.server().port());
        assertThat(cipher(connection)).isNotEmpty();
      }
    }
  }
}
