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
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An active attacker between the driver and a server that takes passwords in readable form. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttackerIT {
  private static final String USER = "mallorys-victim";
  private static final String PASSWORD = "battery-staple";
  private static final String DATABASE = "victims-secrets";
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
  private static final TestCertificate OWN =
      TestCertificate.leaf("mallory").dnsName("localhost").selfSigned();
  private static final TestCertificate STOLEN =
      TestCertificate.leaf("elsewhere").dnsName("elsewhere").issuedBy(AUTHORITY);
  private static final PostgresSettings READABLE_PASSWORDS =
      PostgresSettings.tls(CERTIFICATE).access("host all all all password");

  @TempDir private static Path files;
  private static Path roots;
  @AutoClose private static PostgresServer server;

  @AutoClose
  private static final WaitingRows<Cell> STALLED =
      WaitingRows.of(
          () -> cells().filter(cell -> cell.attack().stalls()), AttackerIT::assertGetsNothing);

  private enum Attack {
    STRIPS_TLS,
    ANSWERS_WITH_AN_ERROR,
    ANSWERS_WITH_NONSENSE,
    SHOWS_ITS_OWN_CERTIFICATE,
    SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME,
    INJECTS_AN_ERROR,
    INJECTS_A_TLS_ALERT,
    NEVER_ANSWERS,
    STALLS_IN_THE_HANDSHAKE,
    CLOSES_INSTEAD_OF_AN_ANSWER,
    CLOSES_BEFORE_THE_HANDSHAKE,
    RESETS_IN_THE_HANDSHAKE;

    ProxyScript script() {
      return switch (this) {
        case STRIPS_TLS -> ProxyScript.stripTls();
        case ANSWERS_WITH_AN_ERROR -> ProxyScript.answerError("28000", "no encryption");
        case ANSWERS_WITH_NONSENSE -> ProxyScript.answer((byte) 'X');
        case SHOWS_ITS_OWN_CERTIFICATE -> ProxyScript.manInTheMiddle(OWN);
        case SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME -> ProxyScript.manInTheMiddle(STOLEN);
        case INJECTS_AN_ERROR -> ProxyScript.inject("E\0\0\0\4".getBytes(UTF_8));
        case INJECTS_A_TLS_ALERT -> ProxyScript.inject(new byte[] {21, 3, 3, 0, 2, 1, 0});
        case NEVER_ANSWERS -> ProxyScript.stall();
        case STALLS_IN_THE_HANDSHAKE -> ProxyScript.stallInHandshake();
        case CLOSES_INSTEAD_OF_AN_ANSWER -> ProxyScript.closeInsteadOfAnswer();
        case CLOSES_BEFORE_THE_HANDSHAKE -> ProxyScript.closeBeforeHandshake();
        case RESETS_IN_THE_HANDSHAKE -> ProxyScript.resetInHandshake();
      };
    }

    boolean stalls() {
      return this == NEVER_ANSWERS || this == STALLS_IN_THE_HANDSHAKE;
    }
  }

  /** What becomes of a connect: refused, or open in one of two ways. */
  private sealed interface Outcome {}

  private record Refused(TlsFailure failure) implements Outcome {}

  private record EncryptedToTheAttacker() implements Outcome {}

  private record PlainText() implements Outcome {}

  private record Cell(Attack attack, SslMode mode, boolean hasRoots) {
    @Override
    public String toString() {
      return attack + ", " + mode.parameterValue() + (hasRoots ? ", roots" : ", no roots");
    }

    /** The oracle. */
    Outcome expected() {
      return switch (attack) {
        case STRIPS_TLS ->
            mode == SslMode.PREFER ? new PlainText() : new Refused(SERVER_HAS_NO_TLS);
        case ANSWERS_WITH_AN_ERROR, ANSWERS_WITH_NONSENSE ->
            new Refused(SERVER_ANSWERED_WITH_ERROR);
        case SHOWS_ITS_OWN_CERTIFICATE ->
            hasRoots ? new Refused(UNTRUSTED_CHAIN) : new EncryptedToTheAttacker();
        case SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME ->
            mode == SslMode.VERIFY_FULL ? new Refused(WRONG_NAME) : new EncryptedToTheAttacker();
        case INJECTS_AN_ERROR, INJECTS_A_TLS_ALERT -> new Refused(UNENCRYPTED_DATA);
        case NEVER_ANSWERS, STALLS_IN_THE_HANDSHAKE -> new Refused(TIMEOUT);
        case CLOSES_INSTEAD_OF_AN_ANSWER, CLOSES_BEFORE_THE_HANDSHAKE, RESETS_IN_THE_HANDSHAKE ->
            new Refused(HANDSHAKE_INTERRUPTED);
      };
    }
  }

  static Stream<Cell> cells() {
    return Arrays.stream(Attack.values())
        .flatMap(
            attack ->
                Stream.of(SslMode.PREFER, SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL)
                    .flatMap(
                        mode ->
                            Stream.of(false, true)
                                .filter(roots -> roots || !mode.requiresVerifiedChain())
                                .map(roots -> new Cell(attack, mode, roots))));
  }

  @BeforeAll
  static void start() throws IOException, SQLException {
    roots = AUTHORITY.writeChain(files.resolve("root.crt"));
    server = PostgresServer.start(READABLE_PASSWORDS);
    server.createUser(USER, PASSWORD);
    server.createDatabase(DATABASE);
  }

  private static Connection connect(String hosts, String... parameters) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://" + hosts + "/" + DATABASE + "?" + String.join("&", parameters),
        USER,
        PASSWORD);
  }

  private static Connection connect(ScriptedProxy proxy, Cell cell) throws SQLException {
    return connect(
        "localhost:" + proxy.port(),
        "sslmode=" + cell.mode().parameterValue(),
        cell.attack().stalls()
            ? "connectTimeout=1&sslResponseTimeout=300"
            : "connectTimeout=20&sslResponseTimeout=20000",
        cell.hasRoots() ? "sslrootcert=" + roots : "ApplicationName=without-roots");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void getsNothingThatTheModeProtects(Cell cell) throws Exception {
    if (cell.attack().stalls()) {
      STALLED.result(cell);
    } else {
      assertGetsNothing(cell);
    }
  }

  private static void assertGetsNothing(Cell cell) throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), cell.attack().script())) {
      Outcome expected = cell.expected();
      if (expected instanceof Refused refused) {
        Throwable failure = catchThrowable(() -> connect(proxy, cell).close());
        proxy.awaitClientsGone(1);
        assertRefused(failure, refused.failure(), proxy.port());
        assertThat(proxy.connections()).as("no second try").isOne();
        assertNothingLeft(proxy);
        return;
      }
      try (Connection connection = connect(proxy, cell)) {
        Optional<TlsInfo> info = TlsInfo.of(connection);
        boolean isPlain = expected instanceof PlainText;
        assertThat(info.isPresent()).isEqualTo(!isPlain);
        assertThat(info.flatMap(TlsInfo::verifiedName)).isEmpty();
        assertThat(proxy.fromClient().contains(PASSWORD)).isEqualTo(isPlain);
        assertThat(proxy.decrypted().contains(PASSWORD))
            .as("without a verified name the attacker is not told from the server")
            .isEqualTo(!isPlain);
      }
    }
  }

  private static void assertRefused(Throwable failure, TlsFailure expected, int port) {
    if (expected.isTransient()) {
      assertThat(failure)
          .isInstanceOfSatisfying(
              TlsTransientException.class, e -> assertThat(e.failure()).isEqualTo(expected));
    } else {
      assertThat(failure)
          .isInstanceOfSatisfying(
              TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
    }
    assertThat(((SQLException) failure).getSQLState()).isEqualTo(expected.sqlState());
    assertThat(failure)
        .hasMessageStartingWith(expected.code() + ": ")
        .hasMessageContaining("localhost:" + port)
        .hasMessageMatching("(?s).+\\. [A-Z].+\\.?")
        .hasMessageNotContainingAny(PASSWORD);
    assertThat(failure.getCause()).as("what the driver said").isNotNull();
  }

  private static void assertNothingLeft(ScriptedProxy proxy) {
    for (String secret : new String[] {USER, PASSWORD, DATABASE}) {
      assertThat(proxy.fromClient().contains(secret)).as("%s in clear text", secret).isFalse();
      assertThat(proxy.decrypted().contains(secret)).as("%s to the attacker", secret).isFalse();
    }
    assertThat(proxy.fromClient().bytes()).startsWith(StartupProtocol.sslRequest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loginTimeout=1", "sslResponseTimeout=500"})
  void returnsInTimeFromAServerThatNeverAnswers(String limit) throws Exception {
    assertReturnsInTime(ProxyScript.stall(), limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loginTimeout=1", "connectTimeout=1"})
  void returnsInTimeFromAServerThatStallsInTheHandshake(String limit) throws Exception {
    assertReturnsInTime(ProxyScript.stallInHandshake(), limit);
  }

  /** Every single read succeeds; only the limit for the whole of it ends this. */
  @Test
  void returnsInTimeFromAHandshakeThatDrips() throws Exception {
    assertReturnsInTime(ProxyScript.dripInHandshake(), "loginTimeout=1");
  }

  private static void assertReturnsInTime(ProxyScript script, String limit) throws IOException {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), script)) {
      Throwable failure =
          catchThrowable(
              () -> connect("localhost:" + proxy.port(), "sslrootcert=" + roots, limit).close());

      proxy.awaitClientsGone(1);
      assertRefused(failure, TIMEOUT, proxy.port());
      assertNothingLeft(proxy);
    }
  }

  @Test
  void returnsInTimeFromManyHostsThatStall() throws Exception {
    try (ScriptedProxy one = ScriptedProxy.before(server.port(), ProxyScript.stall());
        ScriptedProxy other = ScriptedProxy.before(server.port(), ProxyScript.stallInHandshake())) {
      Throwable failure =
          catchThrowable(
              () ->
                  connect(
                          "localhost:" + one.port() + ",localhost:" + other.port(),
                          "sslrootcert=" + roots,
                          "sslResponseTimeout=500",
                          "loginTimeout=4")
                      .close());

      one.awaitClientsGone(1);
      other.awaitClientsGone(1);
      assertRefused(failure, TIMEOUT, other.port());
      assertThat(failure.getSuppressed()).as("the first host's failure").hasSize(1);
      assertNothingLeft(one);
      assertNothingLeft(other);
    }
  }

  /** A host that fails verification is not skipped: the attacker does not choose the host. */
  @Test
  void doesNotGoOnToTheNextHostAfterAFailedVerification() throws Exception {
    try (ScriptedProxy attacker =
        ScriptedProxy.before(server.port(), ProxyScript.manInTheMiddle(OWN))) {
      String hosts = "localhost:" + attacker.port() + ",localhost:" + server.port();

      Throwable failure = catchThrowable(() -> connect(hosts, "sslrootcert=" + roots).close());

      assertRefused(failure, UNTRUSTED_CHAIN, attacker.port());
    }
  }

  @Test
  void sendsNoPasswordBeforeTheServerHasRefusedPlainTextWithAllow() throws Exception {
    server.reconfigure(PostgresSettings.tls(CERTIFICATE).access("hostssl all all all password"));
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), ProxyScript.manInTheMiddle(OWN))) {
      Throwable failure =
          catchThrowable(
              () ->
                  connect("localhost:" + proxy.port(), "sslmode=allow", "sslrootcert=" + roots)
                      .close());
      proxy.awaitClientsGone(2);

      assertRefused(failure, UNTRUSTED_CHAIN, proxy.port());
      assertThat(proxy.connections()).isEqualTo(2);
      assertThat(proxy.fromClient().contains(PASSWORD)).isFalse();
      assertThat(proxy.decrypted().contains(USER)).isFalse();
    } finally {
      server.reconfigure(READABLE_PASSWORDS);
    }
  }

  @Test
  void sendsNothingReadableWhenNobodyAttacks() throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.passThrough());
        Connection connection = connect("localhost:" + proxy.port(), "sslrootcert=" + roots)) {
      assertThat(server.tlsOf(connection)).map(BackendTls::encrypted).hasValue(true);
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
      assertNothingLeft(proxy);
    }
  }
}
