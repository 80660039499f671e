package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.logging.LoggedWarnings;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a cancel goes, and what the log says where it does not. */
@Timeout(60)
class CancelSocketTest {
  private static final TestCertificate ROOT = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("db").dnsName("db").issuedBy(ROOT);
  private static final TlsRequest REQUEST = new DirectTls(Optional.empty());

  private final TlsContext trusting = TestTlsContext.verifying(ROOT);
  private final TlsContext strange =
      TestTlsContext.verifying(TestCertificate.authority("other").selfSigned());
  @AutoClose private final LoggedWarnings warnings = LoggedWarnings.keep();

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Socket secured(int port, TlsContext opened, ContextSource contexts)
      throws IOException {
    Attempt attempt =
        Attempt.overTls(
            new HostPort("db", port),
            at(port),
            REQUEST,
            new TlsTerms(opened, contexts, ClientCertificateMode.ALLOW, Optional.empty()));
    attempt.connected();
    return attempt.newSocket();
  }

  private static Socket inClearText(int port) throws IOException {
    Attempt attempt = Attempt.inClearText(new HostPort("db", port), at(port), REQUEST);
    attempt.connected();
    return attempt.newSocket();
  }

  private static void connect(Socket cancel, int port) throws IOException {
    cancel.connect(InetSocketAddress.createUnresolved("db", port), 10_000);
  }

  private void assertWarned(String... parts) {
    assertThat(warnings.texts()).singleElement(STRING).contains(parts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void acceptsAServerByTheMaterialOfThisMoment(String protocol) throws Exception {
    try (TlsPeer peer = TlsPeer.start(SERVER, protocol);
        Socket cancel = secured(peer.port(), strange, () -> trusting)) {
      connect(cancel, peer.port());

      assertThat(cancel.getInputStream().read()).isEqualTo('!');
      assertThat(warnings.texts()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAServerByTheMaterialOfThisMoment(String protocol) throws Exception {
    try (TlsPeer peer = TlsPeer.start(SERVER, protocol);
        Socket cancel = secured(peer.port(), trusting, () -> strange)) {
      assertThatThrownBy(() -> connect(cancel, peer.port())).isInstanceOf(SSLException.class);

      assertThat(cancel.isClosed()).isTrue();
      assertWarned("cancel request to db:" + peer.port(), "over TLS", "was not sent", "JTLS-401");
    }
  }

  @Test
  void dialsNobodyWithoutMaterial() throws Exception {
    Problem gone = Problem.of(TlsFailure.FILE_MISSING, "the file of the test is gone");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket cancel =
            secured(
                listener.getLocalPort(),
                trusting,
                () -> {
                  throw gone.exception();
                })) {
      assertThatThrownBy(() -> connect(cancel, listener.getLocalPort()))
          .isInstanceOfSatisfying(
              RefusedIOException.class, e -> assertThat(e.problem()).isEqualTo(gone));

      assertThat(cancel.isConnected()).isFalse();
      assertThat(cancel.isClosed()).isTrue();
      assertWarned("was not sent", "the file of the test is gone");
    }
  }

  @Test
  void warnsOfAnotherHost() throws Exception {
    try (Socket cancel = secured(5432, trusting, () -> trusting)) {
      assertThatThrownBy(() -> cancel.connect(InetSocketAddress.createUnresolved("other", 5432)))
          .isInstanceOf(RefusedIOException.class);

      assertThat(cancel.isClosed()).isTrue();
      assertWarned("cancel request to db:5432", "was not sent", "another host");
    }
  }

  /** With TLS 1.3 the handshake is over for the client when the server looks at its certificate. */
  @Test
  void warnsOnceOfAClientCertificateThatIsRefusedAfterTheHandshake() throws Exception {
    try (TlsPeer peer =
            TlsPeer.start(SERVER.context(), "TLSv1.3", tls -> tls.setNeedClientAuth(true));
        Socket cancel = secured(peer.port(), trusting, () -> trusting)) {
      connect(cancel, peer.port());
      assertThat(warnings.texts()).isEmpty();

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> cancel.getInputStream().read(new byte[8]))
            .isInstanceOf(IOException.class);
      }

      assertWarned("cancel request to db:" + peer.port(), "may not have arrived");
    }
  }

  @Test
  void saysNothingOfTlsWhereTheConnectionHasNone() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (Socket cancel = inClearText(port)) {
      assertThatThrownBy(() -> connect(cancel, port)).isInstanceOf(IOException.class);
    }

    assertWarned("cancel request to db:" + port + " was not sent");
    assertThat(warnings.texts().get(0)).doesNotContain("TLS");
  }

  @Test
  void warnsOnceOfAConnectionThatIsResetInClearText() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket cancel = inClearText(listener.getLocalPort())) {
      connect(cancel, listener.getLocalPort());
      Socket server = listener.accept();
      server.setSoLinger(true, 0);
      server.close();

      assertThatThrownBy(() -> cancel.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(
              () -> {
                cancel.getOutputStream().write(new byte[16]);
                cancel.getOutputStream().write(1);
              })
          .isInstanceOf(SocketException.class);
      assertWarned("cancel request to db:", "may not have arrived");
    }
  }

  @Test
  void warnsOfARequestThatCannotBeWritten() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket cancel = inClearText(listener.getLocalPort())) {
      connect(cancel, listener.getLocalPort());
      OutputStream request = cancel.getOutputStream();
      cancel.shutdownOutput();

      assertThatThrownBy(() -> request.write(1)).isInstanceOf(SocketException.class);
      assertWarned("cancel request to db:", "may not have arrived");
    }
  }

  @Test
  void saysNothingOfARequestThatIsAnsweredByTheEnd() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket cancel = inClearText(listener.getLocalPort())) {
      connect(cancel, listener.getLocalPort());
      try (Socket server = listener.accept()) {
        cancel.getOutputStream().write(1);
        cancel.getOutputStream().flush();
        assertThat(server.getInputStream().read()).isEqualTo(1);
      }

      assertThat(cancel.getInputStream().read()).isEqualTo(-1);
      assertThatCode(cancel::close).doesNotThrowAnyException();
      assertThat(warnings.texts()).isEmpty();
    }
  }
}
