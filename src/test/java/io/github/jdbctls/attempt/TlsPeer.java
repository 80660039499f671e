package io.github.jdbctls.attempt;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The other end of a TLS connection on the loopback interface: begins TLS at once, sends one byte,
 * and waits for the client to leave. It resumes sessions, one client after the other.
 */
final class TlsPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BACKLOG = 50;

  private final ServerSocket listener;
  private final SSLContext context;
  private final String protocol;
  private final boolean renegotiates;
  private final Consumer<SSLSocket> manners;
  private final List<Boolean> resumed = new CopyOnWriteArrayList<>();

  private TlsPeer(
      SSLContext context, String protocol, boolean renegotiates, Consumer<SSLSocket> manners)
      throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.context = context;
    this.protocol = protocol;
    this.renegotiates = renegotiates;
    this.manners = manners;
  }

  /** Starts a server that speaks this one version. */
  static TlsPeer start(TestCertificate certificate, String protocol) throws IOException {
    return start(certificate.context(), protocol, tls -> {});
  }

  /** Starts a server that speaks this one version, with what else its sockets are told. */
  static TlsPeer start(SSLContext context, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
    return start(new TlsPeer(context, protocol, false, manners));
  }

  /**
   * Starts a server of TLS 1.2 that asks for another handshake, and another session, after its
   * byte.
   */
  static TlsPeer renegotiating(TestCertificate certificate) throws IOException {
    return start(new TlsPeer(certificate.context(), "TLSv1.2", true, tls -> {}));
  }

  private static TlsPeer start(TlsPeer peer) {
    Thread thread = new Thread(peer::serveUntilClosed, "tls-peer");
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  int port() {
    return listener.getLocalPort();
  }

  Socket dial() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Waits for so many completed handshakes, and says of each whether it continued a session. */
  List<Boolean> resumed(int handshakes) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (resumed.size() < handshakes && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    return List.copyOf(resumed);
  }

  private void serveUntilClosed() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        serve(client);
      } catch (IOException ended) {
        // Clients refuse and leave at any time; what was completed is recorded.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), true)) {
      tls.setUseClientMode(false);
      tls.setEnabledProtocols(new String[] {protocol});
      manners.accept(tls);
      letTheClockTick();
      long begin = System.currentTimeMillis();
      tls.startHandshake();
      resumed.add(tls.getSession().getCreationTime() < begin);
      tls.getOutputStream().write('!');
      if (renegotiates) {
        tls.addHandshakeCompletedListener(done -> sayThatItIsDone(tls));
        // With the suite of the first session gone, that session cannot be continued.
        tls.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
        tls.startHandshake();
      }
      tls.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void sayThatItIsDone(SSLSocket tls) {
    try {
      tls.getOutputStream().write('?');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A session of a millisecond ago must not look new. */
  private static void letTheClockTick() {
    try {
      TimeUnit.MILLISECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
