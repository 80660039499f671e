package io.github.jdbctls.trust;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A TLS server on the loopback address which greets with one byte and resumes sessions. */
final class LoopbackServer implements AutoCloseable {
  private final SSLServerSocket listener;
  private final Thread thread;

  LoopbackServer(TestCertificate certificate) throws IOException {
    listener =
        (SSLServerSocket)
            certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    thread = new Thread(this::serve, "loopback server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        socket.getOutputStream().write('+');
        socket.getInputStream().read();
      } catch (IOException ended) {
        // Clients refuse this server and leave at any time; the next one may not.
      }
    }
  }

  /** Shakes hands, reads the greeting (which brings TLS 1.3's tickets) and closes. */
  SSLSession connect(SSLContext context, String host, String protocol) throws IOException {
    Socket raw = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(raw, host, listener.getLocalPort(), true)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      SSLSession session = socket.getSession();
      if (socket.getInputStream().read() != '+') {
        throw new IOException("no greeting");
      }
      return session;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
