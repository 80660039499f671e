package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A server on the loopback interface that demands a client certificate, whosever, and keeps what it
 * is shown; it lets every client log in and answers every statement with nothing.
 *
 * <p>Thread-safe.
 */
public final class CuriousTlsServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final Duration CLIENTS_GONE_WITHIN = Duration.ofSeconds(20);

  private final Recording received = new Recording();
  private final List<X509Certificate> shown = new CopyOnWriteArrayList<>();
  private final AtomicInteger served = new AtomicInteger();
  private final ServerSocket listener;
  private final SSLContext context;
  private final String protocol;
  private final Consumer<SSLSocket> manners;
  private final ExecutorService threads = DaemonThreads.atMost(THREADS, "curious-server");

  private CuriousTlsServer(
      TestCertificate certificate, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
    this.listener = RecordingSocket.listen(received, new Recording());
    this.context = certificate.context(new Curious());
    this.protocol = protocol;
    this.manners = manners;
  }

  /** Starts a server that presents this certificate and speaks this one version of TLS. */
  public static CuriousTlsServer start(TestCertificate certificate, String protocol)
      throws IOException {
    return start(certificate, protocol, tls -> {});
  }

  /** The same, with what else its sockets are told before each handshake. */
  public static CuriousTlsServer start(
      TestCertificate certificate, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
    CuriousTlsServer server = new CuriousTlsServer(certificate, protocol, manners);
    server.threads.execute(server::acceptUntilClosed);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns the clients' own certificates that were shown inside handshakes, oldest first. */
  public List<X509Certificate> shown() {
    return List.copyOf(shown);
  }

  /** Returns every byte that clients have sent, as it was on the wire. */
  public Recording received() {
    return received;
  }

  private void acceptUntilClosed() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException | RejectedExecutionException closed) {
      // close() ends the listener.
    }
  }

  /**
   * Waits until so many clients have come and gone, so that the recording is complete.
   *
   * @throws IllegalStateException if that takes too long
   */
  public void awaitClientsGone(int expected) {
    Instant deadline = Instant.now().plus(CLIENTS_GONE_WITHIN);
    while (served.get() < expected) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(served.get() + " of " + expected + " clients have gone");
      }
      Thread.onSpinWait();
    }
  }

  private void serve(Socket client) {
    try (client) {
      try (SSLSocket tls = StartupProtocol.acceptTls(client, context)) {
        tls.setNeedClientAuth(true);
        tls.setEnabledProtocols(new String[] {protocol});
        manners.accept(tls);
        tls.startHandshake();
        new SilentBackend(tls.getInputStream(), tls.getOutputStream()).serve();
      }
    } catch (IOException ended) {
      // Clients refuse and leave at any time; what they have shown is kept.
    } finally {
      served.incrementAndGet();
    }
  }

  /** Accepts what it is shown, and keeps it. */
  private final class Curious extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      shown.add(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      shown.add(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      shown.add(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
