package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server on the loopback interface that likes no client certificate, and ends the connection at
 * the client's answer to its part of the handshake, which it does not read: a server that crashes
 * there, that sends no alerts, or whose alert is lost on the way.
 *
 * <p>It begins TLS as PostgreSQL does, or at once, as the client wants it. Thread-safe.
 */
public final class WordlessTlsServer implements AutoCloseable {
  /** How it ends a connection. */
  public enum Ending {
    /** In order: the client reads that there is no more. */
    CLOSE,
    /** With a reset. */
    RESET,
    /** Not without a word: with an alert, and a reset behind it. */
    RESET_AFTER_ALERT
  }

  private final LoopbackListener listener;
  private final SSLContext context;
  private final String protocol;
  private final boolean asks;

  private WordlessTlsServer(
      LoopbackListener listener, SSLContext context, String protocol, boolean asks) {
    this.listener = listener;
    this.context = context;
    this.protocol = protocol;
    this.asks = asks;
  }

  /**
   * Starts a server that presents this certificate and speaks this one version of TLS.
   *
   * @param asks whether it asks for a client certificate
   */
  public static WordlessTlsServer start(
      TestCertificate certificate, String protocol, boolean asks, Ending ending)
      throws IOException {
    WordlessTlsServer server =
        new WordlessTlsServer(
            LoopbackListener.at(EndingSocket.listen(ending), "wordless-server"),
            certificate.context(),
            protocol,
            asks);
    server.listener.serve(server::serve);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns how many connections clients have made. */
  public int connections() {
    return listener.come();
  }

  private void serve(Socket client) throws IOException {
    try (SSLSocket tls = StartupProtocol.acceptTls(client, context)) {
      tls.setNeedClientAuth(asks);
      tls.setEnabledProtocols(new String[] {protocol});
      tls.startHandshake();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
