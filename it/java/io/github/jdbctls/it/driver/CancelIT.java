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
import io.github.jdbctls.logging.LoggedWarnings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

  @AutoClose private final LoggedWarnings warnings = LoggedWarnings.keep();

  static Stream<Arguments> protocolsAndWays() {
    return Stream.of("3.0", "3.2")
        .flatMap(
            protocol -> Stream.of(Cancellation.values()).map(way -> Arguments.of(protocol, way)));
  }

  @ParameterizedTest
  @MethodSource("protocolsAndWays")
  void endsAStatementInsideTls(String protocol, Cancellation way) throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection = connect(proxy, protocol)) {
      assertCanceled(connection, way);

      assertNothingInClear(proxy);
    }
  }

  /** As its connection, a cancel begins TLS without asking, and names the protocol. */
  @ParameterizedTest
  @MethodSource("protocolsAndWays")
  void endsAStatementInsideDirectTls(String protocol, Cancellation way) throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection = connect(proxy, protocol, "sslnegotiation=direct")) {
      assertCanceled(connection, way);

      assertThat(proxy.connections()).isEqualTo(2);
      String sent = text(proxy.fromClient());
      assertThat(sent).doesNotContain(CANCEL_CODE).doesNotContain(REQUEST);
      assertThat(proxy.fromClient().bytes()).as("a ClientHello").startsWith(22, 3);
      assertThat(sent.split(OFFER, -1)).as("both have offered the protocol").hasSize(3);
    }
  }

  /** A cancel is as secure as its connection, and no more. */
  @ParameterizedTest
  @MethodSource("protocolsAndWays")
  void endsAStatementInClearTextWhereItsConnectionIs(String protocol, Cancellation way)
      throws Exception {
    try (ScriptedProxy proxy = proxy();
        Connection connection = connect(proxy, protocol, "sslmode=disable")) {
      assertCanceled(connection, way);

      assertThat(proxy.connections()).isEqualTo(2);
      assertThat(text(proxy.fromClient())).contains(CANCEL_CODE).doesNotContain(REQUEST);
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
                PASSWORD)) {
      assertCanceled(connection, Cancellation.BY_QUERY_TIMEOUT);

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

  private void assertCanceled(Connection connection, Cancellation way) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> way.during(postgres, statement, 100))
          .isInstanceOfSatisfying(
              PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(QUERY_CANCELED));
    }
    assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
    assertThat(warnings.texts()).noneMatch(text -> text.contains("cancel"));
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
