package io.github.jdbctls.trust;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A TLS server on the loopback address which greets with one byte and resumes sessions. */
final class LoopbackServer implements AutoCloseable {
  private final SSLServerSocket listener;
  private final Thread thread;

  LoopbackServer(TestCertificate certificate) throws IOException {
    listener =
        (SSLServerSocket)
            context(certificate, null)
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
      } catch (SSLException e) {
        // The client refused this server; the next one may not.
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
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

  /** A context with this certificate, this trust manager, or both. */
  static SSLContext context(
      @Nullable TestCertificate certificate, @Nullable TrustManager trustManager) {
    try {
      KeyManager[] keys = {};
      if (certificate != null) {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
            "server",
            certificate.key(),
            new char[0],
            certificate.chain().toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        keys = factory.getKeyManagers();
      }
      TrustManager[] trust =
          trustManager == null ? new TrustManager[0] : new TrustManager[] {trustManager};
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
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
