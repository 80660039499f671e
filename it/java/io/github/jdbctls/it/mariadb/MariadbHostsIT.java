package io.github.jdbctls.it.mariadb;

import static io.github.jdbctls.it.mariadb.TlsMariadb.LOCALHOST;
import static io.github.jdbctls.it.mariadb.TlsMariadb.PASSWORD;
import static io.github.jdbctls.it.mariadb.TlsMariadb.USER;
import static io.github.jdbctls.it.mariadb.TlsMariadb.cipher;
import static io.github.jdbctls.it.mariadb.TlsMariadb.connect;
import static io.github.jdbctls.it.mariadb.TlsMariadb.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlSettings;
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

  @Test
  void cancelsAStatementOverTls() throws Exception {
    first.server().createUser("canceller", PASSWORD, "SSL");
    try (Connection connection = connect(first.url(), "canceller", PASSWORD);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> cancel =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (!first
                      .server()
                      .query(
                          "SELECT COUNT(*) FROM information_schema.processlist"
                              + " WHERE info LIKE 'SELECT SLEEP(100)%'")
                      .contains("1")) {
                    Thread.sleep(50);
                  }
                  statement.cancel();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });

      assertThatThrownBy(
              () ->
                  statement.executeQuery(
                      "SELECT SLEEP(100) FROM (SELECT 1) t WHERE SLEEP(100) = 0"))
          .isInstanceOf(SQLException.class);
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

  @Test
  void logsInToAServerWithoutTlsOnlyWhereTheModeAllowsIt() throws Exception {
    try (TlsMariadb plain =
        TlsMariadb.start(Release.MARIADB_10, folder, MysqlSettings.withoutTls())) {
      String url = plain.url("sequential:", plain.host() + "," + first.host());
      try (Connection connection = connect(url)) {
        assertThat(port(connection)).isEqualTo(first.server().port());
        assertThat(cipher(connection)).isNotEmpty();
      }
      assertThat(LOCALHOST.chain()).isNotEmpty();
      assertThat(USER).isNotEmpty();
    }
  }
}
