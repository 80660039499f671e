package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.net.WordlessTlsServer;
import io.github.jdbctls.it.net.WordlessTlsServer.Ending;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that ends the connection where it has seen who the client is. Without an alert nobody
 * knows whether that is why; with one it is known, whatever follows the alert.
 */
@Timeout(60)
class WordlessRefusalIT {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").issuedBy(AUTHORITY);
  private static final String ASKED = "the server asked for a certificate with a key of type ";

  @TempDir private static Path files;
  private static String root;
  private static String identity;

  @BeforeAll
  static void write() throws IOException {
    root = "sslrootcert=" + AUTHORITY.writeChain(files.resolve("root.crt"));
    identity =
        "&sslcert="
            + CLIENT.writeChain(files.resolve("client.crt"))
            + "&sslkey="
            + CLIENT.writeKey(files.resolve("client.key"));
  }

  /** The ways in which TLS begins. */
  private enum Database {
    POSTGRESQL("postgresql", "/app?"),
    REDIS("redis", "/0?timeout=20000&");

    private final String subprotocol;
    private final String path;

    Database(String subprotocol, String path) {
      this.subprotocol = subprotocol;
      this.path = path;
    }

    String url(int port) {
      return "jdbc:tls:" + subprotocol + "://localhost:" + port + path + root;
    }
  }

  private record Cell(Database database, String protocol, Ending ending, boolean shown) {
    Throwable refusal(WordlessTlsServer server) {
      Properties login = new Properties();
      login.setProperty("user", "app");
      login.setProperty("password", "battery-staple");
      String url = database.url(server.port()) + (shown ? identity : "");
      return catchThrowable(() -> DriverManager.getConnection(url, login).close());
    }

    WordlessTlsServer start(boolean asks) throws IOException {
      return WordlessTlsServer.start(SERVER, protocol, asks, ending);
    }

    String given() {
      return shown ? "the given one has a key of type EC" : "none was given";
    }
  }

  private static Stream<Cell> cells(Ending... endings) {
    List<Cell> cells = new ArrayList<>();
    for (Database database : Database.values()) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        for (Ending ending : endings) {
          cells.add(new Cell(database, protocol, ending, false));
          cells.add(new Cell(database, protocol, ending, true));
        }
      }
    }
    return cells.stream();
  }

  static Stream<Cell> wordless() {
    return cells(Ending.CLOSE, Ending.RESET);
  }

  static Stream<Cell> alerted() {
    return cells(Ending.RESET_AFTER_ALERT);
  }

  @ParameterizedTest
  @MethodSource("wordless")
  void isAFailureThatMayGoAwayButNamesWhatWasAskedFor(Cell cell) throws Exception {
    try (WordlessTlsServer server = cell.start(true)) {
      Throwable refusal = cell.refusal(server);

      assertThat(refusal)
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.HANDSHAKE_INTERRUPTED))
          .hasMessageContainingAll(
              "the server localhost:" + server.port() + " closed the connection",
              ASKED,
              cell.given(),
              "Try again.",
              "it may have refused the client certificate");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** In TLS 1.3 the handshake is done then: what the driver says of it is the driver's to say. */
  @ParameterizedTest
  @MethodSource("wordless")
  void saysNothingOfCertificatesIfTheServerDidNotAsk(Cell cell) throws Exception {
    try (WordlessTlsServer server = cell.start(false)) {
      Throwable failure = cell.refusal(server);

      assertThat(failure).isInstanceOf(SQLException.class);
      assertThat(failure.getMessage()).doesNotContain("certificate");
      if (cell.protocol().equals("TLSv1.2")) {
        assertThat(failure)
            .isInstanceOf(TlsTransientException.class)
            .hasMessageEndingWith(". " + TlsFailure.HANDSHAKE_INTERRUPTED.remedy());
      } else {
        assertThat(failure).isNotInstanceOf(TlsTransientException.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("alerted")
  void namesTheAlertThatAResetFollows(Cell cell) throws Exception {
    try (WordlessTlsServer server = cell.start(true)) {
      assertThat(cell.refusal(server))
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED))
          .hasMessageContainingAll("ended the handshake with the alert ", ASKED, cell.given());
    }
  }
}
