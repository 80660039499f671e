package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.HANDSHAKE_FAILED;
import static io.github.jdbctls.TlsFailure.HANDSHAKE_INTERRUPTED;
import static io.github.jdbctls.TlsFailure.TIMEOUT;
import static io.github.jdbctls.TlsFailure.UNENCRYPTED_DATA;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;
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
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An active attacker between the driver and Redis, and servers that only seem to be Redis. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedisAttackerIT {
  private static final String USER = "mallorys-victim";
  private static final String PASSWORD = "battery-staple";
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(RedisAttack.AUTHORITY);

  @TempDir private static Path files;
  private static Path roots;
  @AutoClose private static RedisServer server;

  @AutoClose
  private static final WaitingRows<Cell> STALLED =
      WaitingRows.of(() -> cells().filter(Cell::stalls), RedisAttackerIT::assertGetsNothing);

  private enum Login {
    USER_AND_PASSWORD,
    PASSWORD_ONLY;

    Properties properties() {
      Properties login = new Properties();
      login.setProperty("password", PASSWORD);
      if (this == USER_AND_PASSWORD) {
        login.setProperty("user", USER);
      }
      return login;
    }
  }

  /** What becomes of a connect. */
  private sealed interface Outcome {}

  /** One of these: what is injected before the handshake comes before it or into it. */
  private record Refused(Set<TlsFailure> failures) implements Outcome {
    Refused(TlsFailure... failures) {
      this(Set.of(failures));
    }
  }

  /** The server has proven its name, and says no, or says it in another language. */
  private record RefusedByTheServer(String sqlState) implements Outcome {}

  private record EncryptedToTheAttacker() implements Outcome {}

  private record Cell(RedisAttack attack, SslMode mode, boolean hasRoots, Login login) {
    @Override
    public String toString() {
      return "%s, %s, %s, %s"
          .formatted(attack, mode.parameterValue(), hasRoots ? "roots" : "no roots", login);
    }

    boolean stalls() {
      return expected().equals(new Refused(TIMEOUT));
    }

    /** The oracle. */
    Outcome expected() {
      return switch (attack.kind()) {
        case SPEAKS_FIRST -> new Refused(UNENCRYPTED_DATA, HANDSHAKE_FAILED);
        case SPEAKS_IN_THE_HANDSHAKE -> new Refused(HANDSHAKE_FAILED);
        case OWN_CERTIFICATE ->
            hasRoots ? new Refused(UNTRUSTED_CHAIN) : new EncryptedToTheAttacker();
        case CERTIFICATE_FOR_ANOTHER_NAME ->
            mode == SslMode.VERIFY_FULL ? new Refused(WRONG_NAME) : new EncryptedToTheAttacker();
        case STALLS, STALLS_INSIDE -> new Refused(TIMEOUT);
        case ENDS -> new Refused(HANDSHAKE_INTERRUPTED);
        case LIES_INSIDE -> new RefusedByTheServer("08001");
        case REFUSES_INSIDE -> new RefusedByTheServer("28000");
      };
    }
  }

  static Stream<Cell> cells() {
    return Arrays.stream(RedisAttack.values())
        .flatMap(attack -> Arrays.stream(Login.values()).flatMap(login -> cells(attack, login)));
  }

  private static Stream<Cell> cells(RedisAttack attack, Login login) {
    return Stream.concat(
        Stream.of(new Cell(attack, SslMode.REQUIRE, false, login)),
        Stream.of(SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL)
            .map(mode -> new Cell(attack, mode, true, login)));
  }

  @BeforeAll
  static void start() throws IOException {
    roots = RedisAttack.AUTHORITY.writeChain(files.resolve("root.pem"));
    server = RedisServer.start(RedisSettings.tls(CERTIFICATE).password(PASSWORD));
    server.createUser(USER, PASSWORD);
  }

  private static Connection connect(int port, Login login, String... parameters)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:tls:redis://localhost:"
            + port
            + "/0?hostaddr=127.0.0.1&timeout=30000&"
            + String.join("&", parameters),
        login.properties());
  }

  private static Connection connect(ScriptedProxy proxy, Cell cell) throws SQLException {
    return connect(
        proxy.port(),
        cell.login(),
        "sslmode=" + cell.mode().parameterValue(),
        cell.hasRoots() ? "sslrootcert=" + roots : "",
        cell.stalls() ? "loginTimeout=1" : "");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void getsNothingThatTheModeProtects(Cell cell) throws Exception {
    if (cell.stalls()) {
      STALLED.result(cell);
    } else {
      assertGetsNothing(cell);
    }
  }

  private static void assertGetsNothing(Cell cell) throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.playingAtOnce(server.port(), cell.attack().script())) {
      Outcome expected = cell.expected();
      if (expected instanceof EncryptedToTheAttacker) {
        try (Connection connection = connect(proxy, cell)) {
          assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).isEmpty();
          assertThat(proxy.decrypted().contains(PASSWORD))
              .as("without a verified name the attacker is not told from the server")
              .isTrue();
        }
        assertNothingInClearText(proxy);
        return;
      }
      Throwable failure = catchThrowable(() -> connect(proxy, cell).close());

      assertThat(proxy.connections()).as("no second try").isOne();
      assertNothingInClearText(proxy);
      assertThat(failure).hasMessageNotContainingAny(PASSWORD);
      if (!cell.attack().kind().isInside()) {
        assertNothingTold(proxy);
      }
      if (expected instanceof Refused refused) {
        assertThat(List.of(failureOf(failure))).isSubsetOf(refused.failures());
        assertThat(failure).hasMessageContaining("localhost:" + proxy.port());
      } else if (expected instanceof RefusedByTheServer refused) {
        assertThat(failure)
            .isInstanceOfSatisfying(
                SQLException.class,
                e -> assertThat(e.getSQLState()).as("%s", e).isEqualTo(refused.sqlState()))
            .isNotInstanceOfAny(TlsException.class, TlsTransientException.class);
      }
    }
  }

  private static TlsFailure failureOf(Throwable failure) {
    if (failure instanceof TlsException ours) {
      return ours.failure();
    }
    if (failure instanceof TlsTransientException ours) {
      return ours.failure();
    }
    throw new AssertionError("not ours", failure);
  }

  private static void assertNothingInClearText(ScriptedProxy proxy) {
    for (String secret : List.of(USER, PASSWORD, "AUTH")) {
      assertThat(proxy.fromClient().contains(secret)).as("%s in clear text", secret).isFalse();
    }
  }

  private static void assertNothingTold(ScriptedProxy proxy) {
    for (String secret : List.of(USER, PASSWORD, "AUTH")) {
      assertThat(proxy.decrypted().contains(secret)).as("%s to the attacker", secret).isFalse();
    }
  }

  /** Whoever it sends us to has not been named by anybody. */
  @ParameterizedTest
  @EnumSource(Login.class)
  void goesNowhereElseWhenItIsSentThere(Login login) throws Exception {
    try (ScriptedProxy elsewhere =
        ScriptedProxy.playingAtOnce(server.port(), ProxyScript.stall())) {
      for (String redirection : List.of("-MOVED 1 ", "-ASK 1 ")) {
        String answer = redirection + "localhost:" + elsewhere.port();
        for (String[] answers : new String[][] {{answer}, {"+OK", answer}}) {
          try (ScriptedProxy sender =
              ScriptedProxy.playingAtOnce(server.port(), RedisAttack.answering(answers))) {
            Throwable failure =
                catchThrowable(() -> connect(sender.port(), login, "sslrootcert=" + roots).close());

            assertThat(failure)
                .isInstanceOf(SQLException.class)
                .hasMessageNotContainingAny(PASSWORD);
            assertThat(sender.connections()).isOne();
          }
        }
      }
      assertThat(elsewhere.connections()).isZero();
      assertThat(elsewhere.fromClient().bytes()).isEmpty();
    }
  }

  @Test
  void readsNothingWhenNobodyActs() throws Exception {
    for (Login login : Login.values()) {
      try (ScriptedProxy proxy = ScriptedProxy.playingAtOnce(server.port(), RedisAttack.nobody());
          Connection connection = connect(proxy.port(), login, "sslrootcert=" + roots)) {
        assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
        assertThat(connection.isValid(1)).isTrue();
        assertNothingInClearText(proxy);
      }
    }
  }
}
