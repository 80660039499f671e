package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the system is asked for what a handshake sends and reads. */
class WireSocketTest {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("db").dnsName("db").issuedBy(AUTHORITY);

  /** Notes how many bytes are asked for, and what is written. */
  private static final class NotedSocket extends ForwardingSocket {
    private final List<Integer> reads = new CopyOnWriteArrayList<>();
    private final List<byte[]> writes = new CopyOnWriteArrayList<>();

    NotedSocket(Socket target) throws SocketException {
      super(target);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          reads.add(length);
          return in.read(bytes, offset, length);
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
          out.write(bytes, offset, length);
        }
      };
    }
  }

  private static Attempt attempt(TlsContext context, int port) {
    return Attempt.overTls(
        new HostPort("db", port),
        InetSocketAddress.createUnresolved("db", port),
        new DirectTls(Optional.empty()),
        new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void readsWhatHasArrivedAndSendsWhatBelongsTogetherAtOnce(String protocol) throws Exception {
    TlsContext context = TestTlsContext.verifying(AUTHORITY);
    try (TlsPeer peer = TlsPeer.start(SERVER, protocol);
        NotedSocket noted = new NotedSocket(peer.dial());
        SSLSocket tls =
            context.layer(
                new WireSocket(noted, attempt(context, peer.port())),
                new HostPort("db", peer.port()),
                Optional.empty())) {
      tls.startHandshake();
      assertThat(tls.getInputStream().read()).isEqualTo('!');

      assertThat(noted.reads).as("no header of 5 bytes by itself").allMatch(asked -> asked > 500);
      assertThat(noted.writes)
          .as("no change of cipher by itself")
          .noneMatch(bytes -> bytes[0] == 20 && bytes.length == 6)
          .as("one with what follows")
          .anyMatch(bytes -> bytes[0] == 20);
    }
  }

  /** As when a pool is stopped: nobody waits for a server that says nothing. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void canBeClosedWhileAnotherThreadWaitsForTheServer() throws Exception {
    TlsContext context = TestTlsContext.verifying(AUTHORITY);
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket raw = new Socket(InetAddress.getLoopbackAddress(), silent.getLocalPort());
        Socket server = silent.accept()) {
      SSLSocket tls =
          context.layer(
              new WireSocket(raw, attempt(context, silent.getLocalPort())),
              new HostPort("db", silent.getLocalPort()),
              Optional.empty());
      FutureTask<Void> handshake =
          new FutureTask<>(
              () -> {
                tls.startHandshake();
                return null;
              });
      Thread waiting = new Thread(handshake, "waiting");
      waiting.start();
      assertThat(server.getInputStream().read()).as("a handshake record").isEqualTo(22);
      // What is asked of the server has been sent, so that the next thing is to read.
      Thread.sleep(200);

      tls.close();

      assertThatThrownBy(handshake::get).hasCauseInstanceOf(IOException.class);
    }
  }
}
