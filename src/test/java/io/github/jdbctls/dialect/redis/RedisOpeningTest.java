package io.github.jdbctls.dialect.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.itmuch.redis.jdbc.RedisConnection;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to a server, and what becomes of its answers. */
class RedisOpeningTest {
  private static final String PASSWORD = "s3cret-word";

  @TempDir private Path files;

  private static Connection connect(FakeRedis redis, String login, int database, String query)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:tls:redis://"
            + login
            + "localhost:"
            + redis.port()
            + "/"
            + database
            + "?hostaddr=127.0.0.1&"
            + (query.contains("timeout=") ? "" : "timeout=10000&")
            + query);
  }

  private static Connection plainly(FakeRedis redis, String login, int database)
      throws SQLException {
    return connect(redis, login, database, "sslmode=disable");
  }

  /** A server that gives this answer to commands that begin so, and else agrees. */
  private static FakeRedis answering(String command, String answer) throws IOException {
    return FakeRedis.start(null, said -> said.startsWith(command) ? answer : agreed(said));
  }

  private static String agreed(String command) {
    return command.equals("PING") ? "+PONG" : "+OK";
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 'PING'",
    "'', 3, 'SELECT 3,PING'",
    ":pass%20word@, 0, 'AUTH pass word,PING'",
    ":word@, 0, 'AUTH word,PING'",
    "app:word@, 2, 'AUTH app word,SELECT 2,PING'",
    "app@, 0, 'AUTH app ,PING'"
  })
  void saysWhatTheDriverWouldSayAndAsksForAnAnswer(String login, int database, String commands)
      throws Exception {
    try (FakeRedis redis = FakeRedis.start(null, RedisOpeningTest::agreed);
        Connection connection = plainly(redis, login, database)) {
      assertThat(redis.commands()).containsExactly(commands.split(",", -1));
      assertThat(connection).isExactlyInstanceOf(RedisConnection.class);
      assertThat(connection.getSchema()).isEqualTo(String.valueOf(database));
    }
  }

  @Test
  void keepsWhoLogsInOutOfWhatTheDriverShows() throws Exception {
    try (FakeRedis redis = FakeRedis.start(null, RedisOpeningTest::agreed);
        Connection connection = plainly(redis, "app:" + PASSWORD + "@", 0)) {
      assertThat(connection.getClientInfo()).containsOnlyKeys("timeout");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "AUTH; -WRONGPASS invalid username-password pair or user is disabled.; WRONGPASS",
        "AUTH; -NOPERM this user may not; NOPERM",
        "AUTH; -ERR invalid password; ERR",
        "AUTH; -ERR wrong number of arguments for 'auth' command; ERR",
        "SELECT; -NOPERM this user has no permissions to run the 'select' command; NOPERM",
        "SELECT; -NOAUTH Authentication required.; NOAUTH",
        "PING; -NOAUTH Authentication required.; NOAUTH",
      })
  void saysThatTheLoginIsRefused(String command, String answer, String code) throws Exception {
    try (FakeRedis redis = answering(command, answer)) {
      assertThatThrownBy(() -> plainly(redis, "app:" + PASSWORD + "@", 1).close())
          .isExactlyInstanceOf(SQLInvalidAuthorizationSpecException.class)
          .hasMessageContaining(command)
          .hasMessageContaining(code)
          .hasMessageContaining("jdbc:redis://localhost:" + redis.port() + "/1")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("28000");
      assertThat(redis.connections()).isEqualTo(1);
    }
  }

  /** As a server does that does not know the command. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR unknown command `AUTH`, with args beginning with: `app`, `" + PASSWORD + "`, ",
        "-" + PASSWORD,
        "+" + PASSWORD + "\r\n" + PASSWORD,
        ":" + PASSWORD,
        "*" + PASSWORD,
        "$" + PASSWORD,
        "-MOVED " + PASSWORD + " " + PASSWORD,
        PASSWORD
      })
  void showsNoPasswordThatTheServerRepeats(String answer) throws Exception {
    try (FakeRedis redis = answering("AUTH", answer)) {
      SQLException failure =
          catchThrowableOfType(
              SQLException.class, () -> plainly(redis, "app:" + PASSWORD + "@", 0).close());

      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).contains("jdbc:redis:").doesNotContain(PASSWORD);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PING; -LOADING Redis is loading the dataset in memory",
        "PING; -BUSY Redis is busy running a script.",
        "PING; -MASTERDOWN Link with MASTER is down",
        "AUTH; -ERR max number of clients reached",
        "PING; -ERR max number of clients reached",
      })
  void saysThatItMayPass(String command, String answer) throws Exception {
    try (FakeRedis redis = answering(command, answer)) {
      assertThatThrownBy(() -> plainly(redis, ":word@", 0))
          .isExactlyInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining(answer.substring(1));
    }
  }

  @Test
  void saysWhichDatabaseIsMissing() throws Exception {
    try (FakeRedis redis = answering("SELECT", "-ERR DB index is out of range")) {
      assertThatThrownBy(() -> plainly(redis, "", 99))
          .isExactlyInstanceOf(SQLNonTransientConnectionException.class)
          .hasMessageContaining("SELECT")
          .hasMessageContaining("DB index is out of range");
    }
  }

  /** Who may not run the command has logged in all the same. */
  @Test
  void letsAUserInWhoMayNotPing() throws Exception {
    try (FakeRedis redis = answering("PING", "-NOPERM no permissions to run the 'ping' command");
        Connection connection = plainly(redis, "app:word@", 0)) {
      assertThat(connection.isClosed()).isFalse();
    }
  }

  /** None of them waits for more, nor makes room for what is announced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 400 Bad Request",
        ":1",
        "*1\r\n+PONG",
        "$2147483647",
        "*2147483647",
        "*1\r\n*1\r\n*1",
        "+PONG\r"
      })
  void refusesWhatDoesNotAnswerAsRedis(String answer) throws Exception {
    try (FakeRedis redis = answering("PING", answer)) {
      assertThatThrownBy(() -> plainly(redis, "", 0))
          .isExactlyInstanceOf(SQLNonTransientConnectionException.class)
          .hasMessageContaining("PING");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "-ERR "})
  void readsNoAnswerOfAnyLength(String begin) throws Exception {
    try (FakeRedis redis = answering("PING", begin + "x".repeat(5000))) {
      assertThatThrownBy(() -> plainly(redis, "", 0))
          .isExactlyInstanceOf(SQLNonTransientConnectionException.class)
          .hasMessageContaining("longer than any answer");
    }
  }

  @Test
  void opensNoSecondConnectionWhenTheFirstIsBroken() throws Exception {
    try (FakeRedis redis = answering("GET", "")) {
      // Not closed: the driver fails at that, with an unchecked exception.
      Connection connection = plainly(redis, "app:word@", 2);
      Statement statement = connection.createStatement();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> statement.executeQuery("GET a")).isInstanceOf(SQLException.class);
      }
      assertThat(connection.isValid(1)).isFalse();
      assertThat(redis.commands()).containsExactly("AUTH app word", "SELECT 2", "PING", "GET a");
      assertThat(redis.connections()).isEqualTo(1);
    }
  }

  @Test
  void saysAllOfItInsideTls() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate server = TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(root);
    try (FakeRedis redis = FakeRedis.start(server, RedisOpeningTest::agreed);
        Connection connection = secured(redis, root)) {
      assertThat(redis.commands()).containsExactly("AUTH app " + PASSWORD, "SELECT 1", "PING");
      assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
    }
  }

  private Connection secured(FakeRedis redis, TestCertificate root) throws Exception {
    Path file = root.writeChain(files.resolve("root.pem"));
    return connect(redis, "app:" + PASSWORD + "@", 1, "sslrootcert=" + file);
  }
}
