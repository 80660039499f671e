package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A server on the loopback interface that resumes TLS sessions, which PostgreSQL never does, and
 * tells which it has resumed; it lets every client log in and answers every statement with nothing.
 *
 * <p>Thread-safe.
 */
public final class ResumingTlsServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int BACKLOG = 50;

  /**
   * One completed handshake.
   *
   * @param protocol such as {@code TLSv1.3}
   */
  public record Handshake(String protocol, boolean resumed) {}

  private final ServerSocket listener;
  private final SSLContext context;
  private final String protocol;
  private final Consumer<SSLSocket> manners;
  private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = DaemonThreads.atMost(THREADS, "resuming-server");

  private ResumingTlsServer(
      TestCertificate certificate, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.context = TestContext.presenting(certificate);
    this.protocol = protocol;
    this.manners = manners;
  }

  /** Starts a server that presents this certificate and speaks this one version of TLS. */
  public static ResumingTlsServer start(TestCertificate certificate, String protocol)
      throws IOException {
    return start(certificate, protocol, tls -> {});
  }

  /** The same, with what else its sockets are told before each handshake. */
  public static ResumingTlsServer start(
      TestCertificate certificate, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
    ResumingTlsServer server = new ResumingTlsServer(certificate, protocol, manners);
    server.threads.execute(server::acceptUntilClosed);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns the completed handshakes, oldest first. */
  public List<Handshake> handshakes() {
    return List.copyOf(handshakes);
  }

  private void acceptUntilClosed() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException | RejectedExecutionException closed) {
      // close() ends the listener.
    }
  }

  private void serve(Socket client) {
    try (client) {
      try (SSLSocket tls = StartupProtocol.acceptTls(client, context)) {
        tls.setEnabledProtocols(new String[] {protocol});
        manners.accept(tls);
        handshakes.add(shake(tls));
        new SilentBackend(tls.getInputStream(), tls.getOutputStream()).serve();
      }
    } catch (IOException ended) {
      // Clients refuse and leave at any time; the handshakes tell what was completed.
    }
  }

  /** JSSE keeps the creation time of a resumed session; a new one is made after we have begun. */
  private static Handshake shake(SSLSocket tls) throws IOException {
    letTheClockTick();
    long begin = System.currentTimeMillis();
    tls.startHandshake();
    SSLSession session = tls.getSession();
    return new Handshake(session.getProtocol(), session.getCreationTime() < begin);
  }

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
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
