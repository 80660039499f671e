package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.USER;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.Recording;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLException;

/**
 * Cancel requests: that they arrive, and that nobody between sees the key by which anyone could
 * cancel. Protocol 3.2, PostgreSQL 18's, has longer keys.
 */
@Timeout(120)
class CancelIT {
  private static final String QUERY_CANCELED = "57014";

  /** The code of a CancelRequest; it stands at the same place as that of an SSLRequest. */
  private static final String CANCEL_CODE = "\u0004\u00d2\u0016.";

  private static final String REQUEST =
      new String(StartupProtocol.sslRequest(), StandardCharsets.ISO_8859_1);

  /** The extension of a ClientHello by which the protocol is offered. */
  private static final String OFFER = "\u0000\u0010\u0000\r\u0000\u000b\npostgresql";

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", "3.2"})
  void cancelsFromAnotherThreadInsideTls(String protocol) throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection = connect(proxy, protocol);
        Statement statement = connection.createStatement()) {
      String pid = ask(connection, "SELECT pg_backend_pid()");
      CompletableFuture<Void> canceller = CompletableFuture.runAsync(() -> cancel(statement, pid));

      assertCanceled(() -> statement.execute("SELECT pg_sleep(100)"));

      canceller.join();
      assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
      assertNothingInClear(proxy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", "3.2"})
  void endsAStatementAfterItsQueryTimeoutInsideTls(String protocol) throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection = connect(proxy, protocol);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertCanceled(() -> statement.execute("SELECT pg_sleep(100)"));

      assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
      assertNothingInClear(proxy);
    }
  }

  /** As its connection, a cancel begins TLS without asking, and names the protocol. */
  @ParameterizedTest
  @ValueSource(strings = {"3.0", "3.2"})
  void endsAStatementAfterItsQueryTimeoutInsideDirectTls(String protocol) throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection = connect(proxy, protocol, "sslnegotiation=direct");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertCanceled(() -> statement.execute("SELECT pg_sleep(100)"));

      assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
      assertThat(proxy.connections()).isEqualTo(2);
      String sent = text(proxy.fromClient());
      assertThat(sent).doesNotContain(CANCEL_CODE).doesNotContain(REQUEST);
      assertThat(proxy.fromClient().bytes()).as("a ClientHello").startsWith(22, 3);
      assertThat(sent.split(OFFER, -1)).as("both have offered the protocol").hasSize(3);
    }
  }

  /** Shows that the tests above would see it: the bare driver cancels in clear text. */
  @ParameterizedTest
  @ValueSource(strings = {"3.0", "3.2"})
  void wouldSeeACancelRequestInClearText(String protocol) throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:"
                    + proxy.port()
                    + "/postgres?sslmode=require&protocolVersion="
                    + protocol,
                USER,
                PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertCanceled(() -> statement.execute("SELECT pg_sleep(100)"));

      assertThat(text(proxy.fromClient())).contains(CANCEL_CODE);
    }
  }

  private static ScriptedProxy proxy() throws IOException {
    return ScriptedProxy.before(postgres.server().port(), ProxyScript.passThrough());
  }

  private static Connection connect(ScriptedProxy proxy, String protocol, String... parameters)
      throws SQLException {
    String[] all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = "protocolVersion=" + protocol;
    Connection connection = postgres.connectTo("localhost:" + proxy.port(), all);
    assertThat(connection.unwrap(BaseConnection.class).getQueryExecutor().getProtocolVersion())
        .hasToString(protocol);
    return connection;
  }

  private static void cancel(Statement statement, String pid) {
    try (Connection observer = postgres.server().connectAsSuperuser()) {
      String asleep =
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid;
      while (ask(observer, asleep).equals("0")) {
        Thread.onSpinWait();
      }
      statement.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertCanceled(ThrowingCallable statement) {
    assertThatThrownBy(statement)
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(QUERY_CANCELED));
  }

  /** The first connection is the session, the second the cancel; both have asked for TLS. */
  private static void assertNothingInClear(ScriptedProxy proxy) {
    assertThat(proxy.connections()).isEqualTo(2);
    assertThat(text(proxy.fromClient())).doesNotContain(CANCEL_CODE);
    assertThat(text(proxy.fromClient()).split(REQUEST, -1)).as("both asked for TLS").hasSize(3);
    assertThat(text(proxy.fromClient()).split(OFFER, -1)).hasSize(3);
  }

  private static String text(Recording recording) {
    return new String(recording.bytes(), StandardCharsets.ISO_8859_1);
  }
}
