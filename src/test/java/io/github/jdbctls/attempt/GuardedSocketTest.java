package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.SslNegotiation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes before TLS: a request and one byte, or nothing at all. */
class GuardedSocketTest {
  private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};

  @AutoClose private ServerSocket listener;
  @AutoClose private Socket raw;
  @AutoClose private Socket server;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    raw = new Socket();
    server = new Socket();
  }

  private Attempt dialled(SslNegotiation negotiation) throws IOException {
    TlsContext context = TestTlsContext.showing(TestCertificate.leaf("app").selfSigned());
    Attempt attempt =
        Attempt.overTls(
            new HostPort("db", listener.getLocalPort()),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()),
            new PostgresqlDialect().tlsRequest(negotiation),
            new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, Optional.empty()));
    raw = attempt.newSocket();
    raw.connect(InetSocketAddress.createUnresolved("db", listener.getLocalPort()));
    server = listener.accept();
    server.setSoTimeout(10_000);
    return attempt;
  }

  private interface Use {
    void of(Socket raw) throws IOException;
  }

  static Stream<Named<Use>> clearText() {
    return Stream.of(
        Named.of("the request for TLS", socket -> socket.getOutputStream().write(SSL_REQUEST)),
        Named.of("its first byte", socket -> socket.getOutputStream().write(0)),
        Named.of("a handshake record", socket -> socket.getOutputStream().write(22)),
        Named.of("an urgent byte", socket -> socket.sendUrgentData('u')),
        Named.of("a read", socket -> socket.getInputStream().read()),
        Named.of("a read of many", socket -> socket.getInputStream().read(new byte[8])));
  }

  @ParameterizedTest
  @MethodSource("clearText")
  void letsNothingPassBeforeDirectTls(Use use) throws Exception {
    Attempt attempt = dialled(SslNegotiation.DIRECT);
    server.getOutputStream().write('S');

    assertRefused(TlsFailure.CLEAR_TEXT_PREVENTED, () -> use.of(raw));

    assertThat(attempt.transport()).isEqualTo(Transport.DIRECT_TLS);
    assertThat(attempt.progress()).isEqualTo(Progress.DIALLED);
    assertThat(raw.getInputStream().available()).isZero();
    attempt.end();
    assertThat(server.getInputStream().read()).as("nothing has arrived").isEqualTo(-1);
  }

  @Test
  void layersDirectTlsWithoutAnAnswer() throws Exception {
    Attempt attempt = dialled(SslNegotiation.DIRECT);

    assertThat(attempt.layer(raw, "db", listener.getLocalPort()).isConnected()).isTrue();

    assertThat(attempt.progress()).as("nobody has answered").isEqualTo(Progress.DIALLED);
    assertThat(attempt.answer()).isEmpty();
  }

  @Test
  void layersDirectTlsOnce() throws Exception {
    Attempt attempt = dialled(SslNegotiation.DIRECT);
    attempt.layer(raw, "db", listener.getLocalPort());

    assertRefused(
        TlsFailure.HANDLE_REFUSED, () -> attempt.layer(raw, "db", listener.getLocalPort()));
  }

  /** In TLS the client speaks first. */
  @Test
  void layersNoDirectTlsBehindWhatSomebodyInjected() throws Exception {
    Attempt attempt = dialled(SslNegotiation.DIRECT);
    server.getOutputStream().write('S');
    Socket wire = ((GuardedSocket) raw).wire();
    while (wire.getInputStream().available() == 0) {
      Thread.onSpinWait();
    }

    assertRefused(
        TlsFailure.UNENCRYPTED_DATA, () -> attempt.layer(raw, "db", listener.getLocalPort()));
  }

  @Test
  void layersNoTlsBeforeTheServerHasAgreed() throws Exception {
    Attempt attempt = dialled(SslNegotiation.POSTGRES);
    assertRefused(
        TlsFailure.HANDLE_REFUSED, () -> attempt.layer(raw, "db", listener.getLocalPort()));

    raw.getOutputStream().write(SSL_REQUEST);
    assertThat(server.getInputStream().readNBytes(8)).isEqualTo(SSL_REQUEST);
    assertRefused(
        TlsFailure.HANDLE_REFUSED, () -> attempt.layer(raw, "db", listener.getLocalPort()));

    server.getOutputStream().write('N');
    assertThat(raw.getInputStream().read()).isEqualTo('N');
    assertRefused(
        TlsFailure.HANDLE_REFUSED, () -> attempt.layer(raw, "db", listener.getLocalPort()));
  }

  @Test
  void layersTlsWhereTheServerHasAgreed() throws Exception {
    Attempt attempt = dialled(SslNegotiation.POSTGRES);
    raw.getOutputStream().write(SSL_REQUEST);
    server.getOutputStream().write('S');

    assertThat(raw.getInputStream().read()).isEqualTo('S');
    assertThat(attempt.layer(raw, "db", listener.getLocalPort()).isConnected()).isTrue();
    assertThat(attempt.transport()).isEqualTo(Transport.TLS);
  }

  /** MariaDB's driver reads what is left on the raw socket when it closes a connection. */
  @ParameterizedTest
  @EnumSource(SslNegotiation.class)
  void givesTheEndToADriverThatHasEndedItsOwnSide(SslNegotiation negotiation) throws Exception {
    Attempt attempt = dialled(negotiation);
    server.getOutputStream().write('x');

    raw.shutdownOutput();

    assertThat(raw.getInputStream().read()).isEqualTo(-1);
    assertThat(attempt.problem()).as("nothing was refused").isEmpty();
    assertThat(attempt.answer()).as("nothing was read").isEmpty();
  }

  private static void assertRefused(TlsFailure expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedIOException.class, e -> assertThat(e.problem().failure()).isEqualTo(expected));
  }
}
