package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.HANDSHAKE_INTERRUPTED;
import static io.github.jdbctls.TlsFailure.SERVER_ANSWERED_WITH_ERROR;
import static io.github.jdbctls.TlsFailure.SERVER_HAS_NO_TLS;
import static io.github.jdbctls.TlsFailure.TIMEOUT;
import static io.github.jdbctls.TlsFailure.UNENCRYPTED_DATA;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.WaitingRows;
import io.github.jdbctls.it.net.GreetingScript;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.SqlServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An active attacker between the drivers of MySQL and MariaDB and their servers. */
@Timeout(60)
class GreetingAttackerIT {
  private static final String USER = "mallorys-victim";
  private static final String PASSWORD = "battery-staple";
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
  private static final TestCertificate OWN =
      TestCertificate.leaf("mallory").dnsName("localhost").selfSigned();
  private static final TestCertificate STOLEN =
      TestCertificate.leaf("elsewhere").dnsName("elsewhere").issuedBy(AUTHORITY);

  /** A statement that has succeeded, as the answer to the client's first packet. */
  private static final byte[] LET_IN = {7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0};

  private static final int TOO_MANY_CONNECTIONS = 1040;

  private static final Map<Database, SqlServer> SERVERS = new EnumMap<>(Database.class);

  /** Of the servers that have been started, the rows that only the limit of time ends. */
  private static final Map<Database, WaitingRows<Cell>> STALLED = new EnumMap<>(Database.class);

  @TempDir private static Path files;
  private static Path roots;

  private enum Database {
    MYSQL,
    MARIADB;

    String subprotocol() {
      return this == MYSQL ? "mysql" : "mariadb";
    }

    /** Started when a test first needs it. */
    SqlServer server() throws IOException, SQLException {
      SqlServer running = SERVERS.get(this);
      if (running == null) {
        running =
            this == MYSQL
                ? MysqlServer.start(MysqlSettings.tls(CERTIFICATE))
                : MariadbServer.start(
                    MariadbServer.Release.MARIADB_11, MysqlSettings.tls(CERTIFICATE));
        SERVERS.put(this, running);
        running.createUser(USER, PASSWORD);
        // MySQL knows the password from then on, and does not ask for it in readable form.
        connect(running.port(), SslMode.VERIFY_FULL, true).close();
      }
      return running;
    }

    private Connection connect(int port, SslMode mode, boolean hasRoots, String... parameters)
        throws SQLException {
      Properties info = new Properties();
      info.setProperty("user", USER);
      info.setProperty("password", PASSWORD);
      info.setProperty("sslmode", mode.parameterValue());
      if (hasRoots) {
        info.setProperty("sslrootcert", roots.toString());
      }
      String query = parameters.length == 0 ? "" : "?" + String.join("&", parameters);
      return DriverManager.getConnection(
          "jdbc:tls:" + subprotocol() + "://localhost:" + port + "/test" + query, info);
    }
  }

  private enum Attack {
    STRIPS_TLS,
    GREETS_WITH_AN_ERROR,
    GREETS_WITH_NONSENSE,
    SHOWS_ITS_OWN_CERTIFICATE,
    SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME,
    INJECTS_A_SUCCESS,
    INJECTS_A_TLS_ALERT,
    NEVER_GREETS,
    STALLS_IN_THE_HANDSHAKE,
    DRIPS_IN_THE_HANDSHAKE,
    CLOSES_INSTEAD_OF_A_GREETING,
    CLOSES_BEFORE_THE_HANDSHAKE,
    RESETS_IN_THE_HANDSHAKE;

    ProxyScript script() {
      return switch (this) {
        case STRIPS_TLS -> GreetingScript.stripTls();
        case GREETS_WITH_AN_ERROR ->
            GreetingScript.answerError(TOO_MANY_CONNECTIONS, "#08004Too many connections");
        case GREETS_WITH_NONSENSE ->
            ProxyScript.answer("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        case SHOWS_ITS_OWN_CERTIFICATE -> GreetingScript.manInTheMiddle(OWN);
        case SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME -> GreetingScript.manInTheMiddle(STOLEN);
        case INJECTS_A_SUCCESS -> GreetingScript.inject(LET_IN);
        case INJECTS_A_TLS_ALERT -> GreetingScript.inject(new byte[] {21, 3, 3, 0, 2, 1, 0});
        case NEVER_GREETS -> ProxyScript.stall();
        case STALLS_IN_THE_HANDSHAKE -> GreetingScript.stallInHandshake();
        case DRIPS_IN_THE_HANDSHAKE -> GreetingScript.dripInHandshake();
        case CLOSES_INSTEAD_OF_A_GREETING -> ProxyScript.closeInsteadOfAnswer();
        case CLOSES_BEFORE_THE_HANDSHAKE -> GreetingScript.closeBeforeHandshake();
        case RESETS_IN_THE_HANDSHAKE -> GreetingScript.resetInHandshake();
      };
    }

    boolean stalls() {
      return this == NEVER_GREETS
          || this == STALLS_IN_THE_HANDSHAKE
          || this == DRIPS_IN_THE_HANDSHAKE;
    }
  }

  /** What becomes of a connect: refused, or open in one of two ways. */
  private sealed interface Outcome {}

  private record Refused(TlsFailure failure) implements Outcome {}

  /** By the driver, which has read the server's words by itself. */
  private record RefusedByTheDriver() implements Outcome {}

  private record EncryptedToTheAttacker() implements Outcome {}

  private record PlainText() implements Outcome {}

  private record Cell(Database database, Attack attack, SslMode mode, boolean hasRoots) {
    @Override
    public String toString() {
      return database
          + ", "
          + attack
          + ", "
          + mode.parameterValue()
          + (hasRoots ? ", roots" : ", no roots");
    }

    /** The oracle. */
    Outcome expected() {
      return switch (attack) {
        case STRIPS_TLS ->
            mode == SslMode.PREFER ? new PlainText() : new Refused(SERVER_HAS_NO_TLS);
        case GREETS_WITH_AN_ERROR -> new RefusedByTheDriver();
        case GREETS_WITH_NONSENSE -> new Refused(SERVER_ANSWERED_WITH_ERROR);
        case SHOWS_ITS_OWN_CERTIFICATE ->
            hasRoots ? new Refused(UNTRUSTED_CHAIN) : new EncryptedToTheAttacker();
        case SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME ->
            mode == SslMode.VERIFY_FULL ? new Refused(WRONG_NAME) : new EncryptedToTheAttacker();
        case INJECTS_A_SUCCESS, INJECTS_A_TLS_ALERT -> new Refused(UNENCRYPTED_DATA);
        case NEVER_GREETS, STALLS_IN_THE_HANDSHAKE, DRIPS_IN_THE_HANDSHAKE -> new Refused(TIMEOUT);
        case CLOSES_INSTEAD_OF_A_GREETING, CLOSES_BEFORE_THE_HANDSHAKE, RESETS_IN_THE_HANDSHAKE ->
            new Refused(HANDSHAKE_INTERRUPTED);
      };
    }
  }

  @BeforeAll
  static void write() throws IOException {
    roots = AUTHORITY.writeChain(files.resolve("ca.pem"));
  }

  static Stream<Cell> cells() {
    return Arrays.stream(Database.values())
        .flatMap(
            database ->
                Arrays.stream(Attack.values()).flatMap(attack -> cells(database, attack).stream()));
  }

  private static List<Cell> cells(Database database, Attack attack) {
    return Stream.of(SslMode.PREFER, SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL)
        .flatMap(
            mode ->
                Stream.of(false, true)
                    .filter(roots -> roots || !mode.requiresVerifiedChain())
                    .map(roots -> new Cell(database, attack, mode, roots)))
        .toList();
  }

  @AfterAll
  static void stop() {
    STALLED.values().forEach(WaitingRows::close);
    STALLED.clear();
    SERVERS.values().forEach(SqlServer::close);
    SERVERS.clear();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void getsNothingThatTheModeProtects(Cell cell) throws Exception {
    SqlServer server = cell.database().server();
    if (cell.attack().stalls()) {
      STALLED.computeIfAbsent(cell.database(), key -> stalled(key, server)).result(cell);
    } else {
      assertGetsNothing(cell, server);
    }
  }

  private static WaitingRows<Cell> stalled(Database database, SqlServer server) {
    return WaitingRows.of(
        () -> cells().filter(cell -> cell.database() == database && cell.attack().stalls()),
        cell -> assertGetsNothing(cell, server));
  }

  private static void assertGetsNothing(Cell cell, SqlServer server) throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.playingAtOnce(server.port(), cell.attack().script())) {
      Outcome expected = cell.expected();
      if (expected instanceof Refused || expected instanceof RefusedByTheDriver) {
        Throwable failure = catchThrowable(() -> connect(proxy, cell).close());
        proxy.awaitClientsGone(1);
        assertNothingLeft(proxy);
        assertThat(proxy.connections()).as("no second try").isOne();
        if (expected instanceof Refused refused) {
          assertRefused(failure, refused.failure(), proxy.port());
        } else {
          assertThat(failure)
              .isInstanceOf(SQLException.class)
              .isNotInstanceOfAny(TlsException.class, TlsTransientException.class)
              .hasMessageContaining("Too many connections");
        }
        return;
      }
      try (Connection connection = connect(proxy, cell)) {
        Optional<TlsInfo> info = TlsInfo.of(connection);
        boolean isPlain = expected instanceof PlainText;
        assertThat(info.isPresent()).isEqualTo(!isPlain);
        assertThat(info.flatMap(TlsInfo::verifiedName)).isEmpty();
        assertThat(proxy.fromClient().contains(USER)).isEqualTo(isPlain);
        assertThat(proxy.fromClient().contains(PASSWORD)).isFalse();
        assertThat(proxy.decrypted().contains(USER))
            .as("without a verified name the attacker is not told from the server")
            .isEqualTo(!isPlain);
      }
    }
  }

  private static Connection connect(ScriptedProxy proxy, Cell cell) throws SQLException {
    return cell.database()
        .connect(
            proxy.port(),
            cell.mode(),
            cell.hasRoots(),
            cell.attack().stalls() ? new String[] {"loginTimeout=1"} : new String[0]);
  }

  private static void assertRefused(Throwable failure, TlsFailure expected, int port) {
    TlsFailure found =
        failure instanceof TlsException ours
            ? ours.failure()
            : failure instanceof TlsTransientException ours ? ours.failure() : null;
    assertThat(found).as("%s", failure).isEqualTo(expected);
    assertThat(failure)
        .hasMessageStartingWith(expected.code() + ": ")
        .hasMessageContaining("localhost:" + port)
        .hasMessageNotContainingAny(PASSWORD);
  }

  private static void assertNothingLeft(ScriptedProxy proxy) {
    for (String secret : new String[] {USER, PASSWORD}) {
      assertThat(proxy.fromClient().contains(secret)).as("%s in clear text", secret).isFalse();
      assertThat(proxy.decrypted().contains(secret)).as("%s to the attacker", secret).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void readsNothingWhenNobodyActs(Database database) throws Exception {
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(database.server().port(), GreetingScript.passThrough());
        Connection connection = database.connect(proxy.port(), SslMode.VERIFY_FULL, true)) {
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
      assertNothingLeft(proxy);
    }
  }

  /** The driver goes on to the next host by itself: the attacker is refused, and told of. */
  @ParameterizedTest
  @EnumSource(Database.class)
  void saysNothingToAnAttackerAmongSeveralHosts(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy attacker =
        ScriptedProxy.playingAtOnce(server.port(), GreetingScript.manInTheMiddle(OWN))) {
      String url =
          "jdbc:tls:"
              + database.subprotocol()
              + (database == Database.MARIADB ? ":sequential" : "")
              + "://localhost:"
              + attacker.port()
              + ",localhost:"
              + server.port()
              + "/test";
      Properties info = new Properties();
      info.setProperty("user", USER);
      info.setProperty("password", PASSWORD);
      info.setProperty("sslrootcert", roots.toString());

      try (Connection connection = DriverManager.getConnection(url, info)) {
        assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
      }

      assertThat(attacker.connections()).isPositive();
      assertNothingLeft(attacker);
    }
  }

  /** The drivers would go round over their hosts for half a minute. */
  @ParameterizedTest
  @EnumSource(Database.class)
  void asksRefusedHostsOnce(Database database) throws Exception {
    SqlServer server = database.server();
    for (Attack attack : List.of(Attack.STRIPS_TLS, Attack.SHOWS_ITS_OWN_CERTIFICATE)) {
      try (ScriptedProxy one = ScriptedProxy.playingAtOnce(server.port(), attack.script());
          ScriptedProxy other = ScriptedProxy.playingAtOnce(server.port(), attack.script())) {
        Throwable failure = catchThrowable(() -> severalHosts(database, one, other, "").close());

        assertThat(failure)
            .isInstanceOfSatisfying(
                TlsException.class,
                e ->
                    assertThat(e.failure())
                        .isEqualTo(
                            attack == Attack.STRIPS_TLS ? SERVER_HAS_NO_TLS : UNTRUSTED_CHAIN));
        assertThat(one.connections() + other.connections()).isLessThanOrEqualTo(3);
        assertNothingLeft(one);
        assertNothingLeft(other);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  @Timeout(25) // Half a minute is what the drivers take.
  void endsInTimeWithHostsThatEndEveryConnection(Database database) throws Exception {
    int port = database.server().port();
    try (ScriptedProxy one = ScriptedProxy.playingAtOnce(port, ProxyScript.closeInsteadOfAnswer());
        ScriptedProxy other =
            ScriptedProxy.playingAtOnce(port, ProxyScript.closeInsteadOfAnswer())) {
      assertThat(
              catchThrowable(() -> severalHosts(database, one, other, "?loginTimeout=2").close()))
          .isInstanceOf(SQLException.class);
    }
  }

  private static Connection severalHosts(
      Database database, ScriptedProxy one, ScriptedProxy other, String query) throws SQLException {
    Properties info = new Properties();
    info.setProperty("user", USER);
    info.setProperty("password", PASSWORD);
    info.setProperty("sslrootcert", roots.toString());
    return DriverManager.getConnection(
        "jdbc:tls:"
            + database.subprotocol()
            + (database == Database.MARIADB ? ":sequential" : "")
            + "://localhost:"
            + one.port()
            + ",localhost:"
            + other.port()
            + "/test"
            + query,
        info);
  }
}
