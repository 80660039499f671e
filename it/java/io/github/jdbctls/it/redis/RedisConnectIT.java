package io.github.jdbctls.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.itmuch.redis.jdbc.RedisConnection;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.server.RedisSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that stand, and what they are. */
class RedisConnectIT {
  @TempDir private static Path folder;
  @AutoClose private static RedisFixture redis;

  @BeforeAll
  static void start() throws IOException {
    redis = RedisFixture.start(folder);
  }

  @Test
  void returnsTheDriversOwnConnectionToAVerifiedServer() throws Exception {
    try (Connection connection = redis.connect()) {
      TlsInfo info = TlsInfo.of(connection).orElseThrow();

      assertThat(connection).isExactlyInstanceOf(RedisConnection.class);
      assertThat(connection.unwrap(RedisConnection.class)).isSameAs(connection);
      assertThat(RedisFixture.run(connection, "SET greeting hello")).isEqualTo("OK");
      assertThat(RedisFixture.run(connection, "GET greeting")).isEqualTo("hello");
      assertThat(info.verifiedName()).contains("localhost");
      assertThat(info.trustAnchor()).contains(RedisFixture.ROOT.chain().get(0));
      assertThat(info.clientCertificate()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS_1_2", "TLS_1_3"})
  void resumesTheSessionAtTheSecondConnect(TlsVersion version) throws Exception {
    try (RedisFixture one =
        RedisFixture.start(
            folder, RedisSettings.tls(RedisFixture.certificate()).versions(version))) {
      try (Connection first = one.connect();
          Connection second = one.connect()) {
        TlsInfo full = TlsInfo.of(first).orElseThrow();
        TlsInfo resumed = TlsInfo.of(second).orElseThrow();

        assertThat(full.protocol()).isEqualTo(version.protocol());
        assertThat(full.resumed()).isFalse();
        assertThat(resumed.protocol()).isEqualTo(version.protocol());
        assertThat(resumed.resumed()).isTrue();
        assertThat(resumed.verifiedName()).contains("localhost");
        assertThat(RedisFixture.run(second, "PING")).isEqualTo("PONG");
      }
    }
  }

  @Test
  void isKnownToTheServerAsTheUserAndInTheDatabase() throws Exception {
    String url = redis.url().replace("/0?", "/3?");
    try (Connection connection = DriverManager.getConnection(url, RedisFixture.login())) {
      assertThat(RedisFixture.run(connection, "ACL WHOAMI")).isEqualTo(RedisFixture.USER);
      assertThat(connection.getSchema()).isEqualTo("3");
      assertThat(redis.server().execute("CLIENT", "LIST", "TYPE", "normal").lines())
          .filteredOn(line -> line.contains("user=" + RedisFixture.USER))
          .singleElement()
          .asString()
          .contains(" db=3 ");
    }
  }

  @Test
  void logsInByUserInfoAsConsolesPrintIt() throws Exception {
    String url =
        redis.url().replace("//", "//" + RedisFixture.USER + ":" + RedisFixture.PASSWORD + "@");
    try (Connection connection = DriverManager.getConnection(url, new Properties())) {
      assertThat(RedisFixture.run(connection, "ACL WHOAMI")).isEqualTo(RedisFixture.USER);
    }
  }

  @ParameterizedTest
  @CsvSource({"':word@', true", "'', false", "':other@', false", "'default:word@', true"})
  void needsTheDefaultUsersPasswordWhereThereIsOne(String login, boolean letIn) throws Exception {
    RedisSettings settings = RedisSettings.tls(RedisFixture.certificate()).password("word");
    try (RedisFixture guarded = RedisFixture.start(folder, settings)) {
      String url = guarded.url().replace("//", "//" + login);
      if (letIn) {
        try (Connection connection = DriverManager.getConnection(url)) {
          assertThat(RedisFixture.run(connection, "ACL WHOAMI")).isEqualTo("default");
        }
      } else {
        assertThatThrownBy(() -> DriverManager.getConnection(url).close())
            .isExactlyInstanceOf(SQLInvalidAuthorizationSpecException.class)
            .hasMessageNotContaining("other");
      }
    }
  }

  @Test
  void refusesAWrongPasswordWithoutRepeatingIt() {
    Properties login = RedisFixture.login();
    login.setProperty("password", "not-the-one");

    assertThatThrownBy(() -> DriverManager.getConnection(redis.url(), login).close())
        .isExactlyInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessageContaining("WRONGPASS")
        .hasMessageNotContaining("not-the-one");
  }

  @Test
  void saysThatADatabaseIsMissing() {
    String url = redis.url().replace("/0?", "/4711?");

    assertThatThrownBy(() -> DriverManager.getConnection(url, RedisFixture.login()).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SELECT")
        .hasMessageContaining("out of range");
  }

  /** The driver has no prepared statements, and no network time-out. */
  @Test
  void servesAPool() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(redis.url());
    config.setUsername(RedisFixture.USER);
    config.setPassword(RedisFixture.PASSWORD);
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      assertThat(TlsInfo.of(one).orElseThrow().verifiedName()).contains("localhost");
      assertThat(TlsInfo.of(two).orElseThrow().verifiedName()).contains("localhost");
      assertThat(one.unwrap(RedisConnection.class)).isNotSameAs(one);
      assertThat(RedisFixture.run(one, "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void goesOnAfterAStatementIsClosed() throws Exception {
    try (Connection connection = redis.connect()) {
      Statement statement = connection.createStatement();
      statement.setQueryTimeout(1);
      ResultSet rows = statement.executeQuery("PING");
      assertThat(rows.next()).isTrue();
      statement.close();

      assertThatThrownBy(() -> statement.executeQuery("PING")).isInstanceOf(SQLException.class);
      assertThat(RedisFixture.run(connection, "PING")).isEqualTo("PONG");
    }
  }

  /** Jedis would connect and log in again, in part a thousand times. */
  @Test
  void endsWhenTheServerEndsItWithoutAnotherConnection() throws Exception {
    try (ScriptedProxy proxy =
        ScriptedProxy.before(redis.server().port(), ProxyScript.passThrough())) {
      String url = RedisFixture.url(proxy.port(), "sslrootcert=" + redis.rootFile());
      // Not closed: the driver fails at that, with an unchecked exception.
      Connection connection =
          DriverManager.getConnection(url.replace("/0?", "/2?"), RedisFixture.login());
      redis.server().execute("CLIENT", "KILL", "USER", RedisFixture.USER);

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> RedisFixture.run(connection, "GET a"))
            .isInstanceOf(SQLException.class);
      }
      assertThat(connection.isValid(1)).isFalse();
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.fromClient().contains(RedisFixture.PASSWORD)).isFalse();
    }
  }

  @Test
  void speaksPlainTextWhereThatIsDemanded() throws Exception {
    try (RedisFixture plain = RedisFixture.start(folder, RedisSettings.withoutTls());
        Connection connection =
            DriverManager.getConnection(
                RedisFixture.url(plain.server().port(), "sslmode=disable"), RedisFixture.login())) {
      assertThat(RedisFixture.run(connection, "PING")).isEqualTo("PONG");
      assertThat(TlsInfo.of(connection)).isEmpty();
    }
  }
}
