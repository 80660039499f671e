package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a driver, careless or worse, may do to the TLS socket before its handshake. */
class ConfirmingSocketTest {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final ConfirmingSocket.Confirmation ACCEPTING = (socket, started) -> {};
  private static final ConfirmingSocket.Confirmation REFUSING =
      (socket, started) -> {
        throw new RefusedIOException(Problem.of(TlsFailure.TLS_NOT_PROVEN, "no"));
      };

  @AutoClose private static TlsPeer peer;

  @BeforeAll
  static void start() throws IOException {
    peer =
        TlsPeer.start(
            TestCertificate.leaf("db").dnsName("db.example.com").issuedBy(AUTHORITY), "TLSv1.3");
  }

  private static ConfirmingSocket socket(ConfirmingSocket.Confirmation confirmation)
      throws IOException {
    return socket(peer, confirmation);
  }

  private static ConfirmingSocket socket(TlsPeer server, ConfirmingSocket.Confirmation confirmation)
      throws IOException {
    ServerTrustManager trust =
        new ServerTrustManager(
            Verification.CHAIN_AND_NAME,
            Optional.of(
                new TrustMaterial(
                    List.of(AUTHORITY.certificate()),
                    List.of(),
                    Optional.empty(),
                    "the test's root",
                    List.of())),
            Clock.systemUTC());
    return new ConfirmingSocket(
        TestTlsContext.of(TestTlsContext.sslContext(trust), trust)
            .layer(
                server.dial(),
                new HostPort("db.example.com", server.port()),
                Optional.of("postgresql")),
        confirmation);
  }

  private interface Change {
    void to(SSLSocket socket);
  }

  static Stream<Named<Change>> weakenings() {
    return Stream.of(
        Named.of("no parameters", socket -> socket.setSSLParameters(new SSLParameters())),
        Named.of(
            "old protocols",
            socket -> socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1"})),
        Named.of(
            "any protocol", socket -> socket.setEnabledProtocols(socket.getSupportedProtocols())),
        Named.of(
            "no encryption",
            socket -> socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_NULL_SHA256"})),
        Named.of(
            "no certificate",
            socket ->
                socket.setEnabledCipherSuites(
                    new String[] {"TLS_DH_anon_WITH_AES_128_CBC_SHA256"})),
        Named.of(
            "any cipher suite",
            socket -> socket.setEnabledCipherSuites(socket.getSupportedCipherSuites())),
        Named.of(
            "no name",
            socket -> {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setEndpointIdentificationAlgorithm(null);
              parameters.setServerNames(List.of());
              parameters.setAlgorithmConstraints(null);
              socket.setSSLParameters(parameters);
            }),
        Named.of(
            "another application protocol",
            socket -> {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setApplicationProtocols(new String[] {"http/1.1"});
              socket.setSSLParameters(parameters);
            }),
        Named.of(
            "no application protocol",
            socket -> {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setApplicationProtocols(new String[0]);
              socket.setSSLParameters(parameters);
            }),
        Named.of(
            "selector of a server",
            socket -> socket.setHandshakeApplicationProtocolSelector((s, offered) -> "anything")));
  }

  private record Strength(
      List<String> protocols,
      List<String> cipherSuites,
      @Nullable String identification,
      List<SNIServerName> names,
      List<String> applicationProtocols,
      boolean client) {
    static Strength of(SSLSocket socket) {
      SSLParameters parameters = socket.getSSLParameters();
      return new Strength(
          List.of(parameters.getProtocols()),
          List.of(parameters.getCipherSuites()),
          parameters.getEndpointIdentificationAlgorithm(),
          List.copyOf(parameters.getServerNames()),
          List.of(parameters.getApplicationProtocols()),
          socket.getUseClientMode());
    }
  }

  @ParameterizedTest
  @MethodSource("weakenings")
  void isNotWeakenedBy(Change weakening) throws Exception {
    try (ConfirmingSocket socket = socket(ACCEPTING)) {
      Strength before = Strength.of(socket.target());

      weakening.to(socket);

      assertThat(Strength.of(socket.target())).isEqualTo(before);
      assertThat(socket.getInputStream().read()).isEqualTo('!');
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void isNeverAServer() throws Exception {
    try (ConfirmingSocket socket = socket(ACCEPTING)) {
      socket.setUseClientMode(true);
      assertThatThrownBy(() -> socket.setUseClientMode(false))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(socket.getUseClientMode()).isTrue();
      assertThat(socket.getInputStream().read()).isEqualTo('!');
    }
  }

  private interface Call {
    void on(SSLSocket socket) throws IOException;
  }

  static Stream<Named<Call>> uses() {
    return Stream.of(
        Named.of("reading", SSLSocket::getInputStream),
        Named.of("writing", SSLSocket::getOutputStream),
        Named.of("handshake", SSLSocket::startHandshake));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void isClosedAndUselessWhenItsHandshakeIsRefused(Call use) throws Exception {
    try (ConfirmingSocket socket = socket(REFUSING)) {
      assertThatThrownBy(() -> use.on(socket)).isInstanceOf(RefusedIOException.class);

      assertThat(socket.isClosed()).isTrue();
      assertThatThrownBy(socket::getOutputStream).isInstanceOf(IOException.class);
      assertThatThrownBy(socket::getInputStream).isInstanceOf(IOException.class);
    }
  }

  @Test
  void saysNothingOfASessionThatWasRefused() throws Exception {
    try (ConfirmingSocket socket = socket(REFUSING)) {
      assertThat(socket.getSession().isValid()).isFalse();
      assertThat(socket.isClosed()).isTrue();
    }
  }

  /** JSSE would hand them the socket inside, which writes before the handshake is confirmed. */
  @Test
  void tellsListenersOfItselfAndOfConfirmedHandshakesOnly() throws Exception {
    List<SSLSocket> told = new ArrayList<>();
    try (ConfirmingSocket socket = socket(ACCEPTING)) {
      socket.addHandshakeCompletedListener(event -> told.add(event.getSocket()));
      socket.startHandshake();
      assertThat(told).containsExactly(socket);
    }
    told.clear();
    try (ConfirmingSocket socket = socket(REFUSING)) {
      socket.addHandshakeCompletedListener(event -> told.add(event.getSocket()));
      assertThatThrownBy(socket::startHandshake).isInstanceOf(RefusedIOException.class);
      assertThat(told).isEmpty();
    }
  }

  /** Nobody is told of such a handshake, so it must not bring a session that nobody confirmed. */
  @Test
  void takesNoOtherSessionFromAServerThatRenegotiates() throws Exception {
    try (TlsPeer server =
            TlsPeer.renegotiating(
                TestCertificate.leaf("db").dnsName("db.example.com").issuedBy(AUTHORITY));
        ConfirmingSocket socket = socket(server, ACCEPTING)) {
      socket.startHandshake();
      socket.setEnableSessionCreation(true);
      assertThat(socket.getInputStream().read()).isEqualTo('!');

      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }
}
