package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.net.AnsweringServer;
import io.github.jdbctls.it.net.ProtocolStrippingProxy;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.it.net.ServerHello;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sslnegotiation=direct}, with a server that knows it, and with all kinds that do not. */
@Timeout(120)
class DirectNegotiationIT {
  private static final String REMEDY = "use sslnegotiation=postgres";

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private static Connection connect(int port, String... parameters) throws SQLException {
    String[] all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = "sslnegotiation=direct";
    return postgres.connectTo("localhost:" + port, all);
  }

  @ParameterizedTest
  @CsvSource({
    "require, TLSv1.2", "require, TLSv1.3",
    "verify-ca, TLSv1.2", "verify-ca, TLSv1.3",
    "verify-full, TLSv1.2", "verify-full, TLSv1.3"
  })
  void connects(String mode, String protocol) throws Exception {
    try (Connection connection =
        connect(
            postgres.server().port(), "sslmode=" + mode, "ssl_max_protocol_version=" + protocol)) {
      assertThat(ask(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
          .isEqualTo("t");
      assertThat(TlsInfo.of(connection).map(TlsInfo::protocol)).hasValue(protocol);
    }
  }

  /** Such a server closes the connection, with what the client has said unread. */
  @Test
  void namesTheRemedyWhereTheServerHasNoTls() throws Exception {
    try (PostgresServer plain = PostgresServer.start(PostgresSettings.withoutTls())) {
      assertRemedy(plain.port());
    }
  }

  /** As what takes the ClientHello for a message of its own: PostgreSQL did before version 17. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "N", "S", "EFATAL: unsupported frontend protocol", "HTTP/1.1 400 \r\n"})
  void namesTheRemedyWhereTheServerDoesNotUnderstand(String answer) throws Exception {
    try (AnsweringServer server = AnsweringServer.start(answer.getBytes(StandardCharsets.UTF_8))) {
      assertRemedy(server.port());
    }
  }

  /** A server that waits for the rest of a very long message. */
  @Test
  void namesTheRemedyWhereTheServerWaits() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> connect(listener.getLocalPort(), "connectTimeout=1"))
          .isInstanceOfSatisfying(
              TlsTransientException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.TIMEOUT))
          .hasMessageContainingAll("sslnegotiation=direct", REMEDY);
    }
  }

  private static void assertRemedy(int port) {
    Throwable refusal = catchThrowable(() -> connect(port).close());
    assertThat(refusal)
        .isInstanceOfAny(TlsException.class, TlsTransientException.class)
        .hasMessageContainingAll("localhost:" + port, "sslnegotiation=direct", REMEDY, "17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAServerThatSelectsNoProtocol(String protocol) throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(postgres.certificate(), protocol)) {
      assertThatThrownBy(() -> connect(server.port()).close())
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL))
          .hasMessageContainingAll("localhost:" + server.port(), "ALPN", "sslnegotiation=postgres");
      // The same server, asked for TLS first, may do without.
      postgres.connectTo("localhost:" + server.port()).close();
    }
  }

  /** In the one message in which that can be read on the wire. */
  @Test
  void refusesAServerThatSelectsWhatWasNotOffered() throws Exception {
    try (AnsweringServer server = AnsweringServer.start(ServerHello.selecting("http/1.1"))) {
      assertApplicationProtocol(server.port(), "direct");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, direct", "TLSv1.3, direct",
    "TLSv1.2, postgres", "TLSv1.3, postgres"
  })
  void refusesAServerThatKnowsAnotherProtocolOnly(String protocol, String negotiation)
      throws Exception {
    try (ResumingTlsServer server =
        ResumingTlsServer.start(postgres.certificate(), protocol, tls -> speak(tls, "http/1.1"))) {
      assertApplicationProtocol(server.port(), negotiation);
    }
  }

  private static void assertApplicationProtocol(int port, String negotiation) {
    assertThatThrownBy(
            () -> postgres.connectTo("localhost:" + port, "sslnegotiation=" + negotiation).close())
        .isInstanceOfSatisfying(
            TlsException.class,
            e -> assertThat(e.failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL))
        .hasMessageContainingAll("localhost:" + port, "ALPN", "host and port");
  }

  /** Which shows that the two before are refused for what they select. */
  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, direct", "TLSv1.3, direct",
    "TLSv1.2, postgres", "TLSv1.3, postgres"
  })
  void acceptsAServerThatSelectsTheProtocolAlsoWhenItResumes(String protocol, String negotiation)
      throws Exception {
    try (ResumingTlsServer server =
        ResumingTlsServer.start(
            postgres.certificate(), protocol, tls -> speak(tls, "postgresql"))) {
      for (int i = 0; i < 2; i++) {
        postgres.connectTo("localhost:" + server.port(), "sslnegotiation=" + negotiation).close();
      }
      assertThat(server.handshakes())
          .extracting(ResumingTlsServer.Handshake::resumed)
          .containsExactly(false, true);
    }
  }

  private static void speak(SSLSocket tls, String protocol) {
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    tls.setSSLParameters(parameters);
  }

  /** Both ends see that the handshake was altered; the server may be the first to say so. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAServerBehindSomebodyWhoTakesTheOfferAway(String protocol) throws Exception {
    try (ResumingTlsServer server =
            ResumingTlsServer.start(
                postgres.certificate(), protocol, tls -> speak(tls, "postgresql"));
        ProtocolStrippingProxy proxy = ProtocolStrippingProxy.before(server.port())) {
      assertThatThrownBy(() -> connect(proxy.port()).close())
          .isInstanceOfAny(TlsException.class, TlsTransientException.class);
      assertThat(proxy.stripped()).isOne();
    }
  }
}
