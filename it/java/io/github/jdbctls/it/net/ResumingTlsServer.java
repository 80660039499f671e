package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  /**
   * One completed handshake.
   *
   * @param protocol such as {@code TLSv1.3}
   */
  public record Handshake(String protocol, boolean resumed) {}

  private final LoopbackListener listener = LoopbackListener.open("resuming-server");
  private final SSLContext context;
  private final String protocol;
  private final Consumer<SSLSocket> manners;
  private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();

  private ResumingTlsServer(
      TestCertificate certificate, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
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
    server.listener.serve(server::serve);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns the completed handshakes, oldest first. */
  public List<Handshake> handshakes() {
    return List.copyOf(handshakes);
  }

  private void serve(Socket client) throws IOException {
    try (SSLSocket tls = StartupProtocol.acceptTls(client, context)) {
      tls.setEnabledProtocols(new String[] {protocol});
      manners.accept(tls);
      handshakes.add(shake(tls));
      new SilentBackend(tls.getInputStream(), tls.getOutputStream()).serve();
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
  }
}
