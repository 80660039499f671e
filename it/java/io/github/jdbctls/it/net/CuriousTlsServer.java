package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final Recording received = new Recording();
  private final List<X509Certificate> shown = new CopyOnWriteArrayList<>();
  private final LoopbackListener listener;
  private final SSLContext context;
  private final String protocol;
  private final Consumer<SSLSocket> manners;

  private CuriousTlsServer(
      TestCertificate certificate, String protocol, Consumer<SSLSocket> manners)
      throws IOException {
    this.listener = LoopbackListener.recording("curious-server", received, new Recording());
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
    server.listener.serve(server::serve);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns the clients' own certificates that were shown inside handshakes, oldest first. */
  public List<X509Certificate> shown() {
    return List.copyOf(shown);
  }

  /** Returns every byte that clients have sent, as it was on the wire. */
  public Recording received() {
    return received;
  }

  /**
   * Waits until so many clients have come and gone, so that the recording is complete.
   *
   * @throws IllegalStateException if that takes too long
   */
  public void awaitClientsGone(int expected) {
    listener.awaitClientsGone(expected);
  }

  private void serve(Socket client) throws IOException {
    try (SSLSocket tls = StartupProtocol.acceptTls(client, context)) {
      tls.setNeedClientAuth(true);
      tls.setEnabledProtocols(new String[] {protocol});
      manners.accept(tls);
      tls.startHandshake();
      new SilentBackend(tls.getInputStream(), tls.getOutputStream()).serve();
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
  }
}
