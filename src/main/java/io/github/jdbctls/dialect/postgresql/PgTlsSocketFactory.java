package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.dialect.Hook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Layers TLS on the raw socket of one attempt; pgjdbc makes it by name.
 *
 * <p>Not for use by anybody else: without the handle of an attempt that is under way it cannot be
 * made.
 */
public final class PgTlsSocketFactory extends SSLSocketFactory {
  private final Hook hook;

  /**
   * Finds the attempt.
   *
   * @throws IllegalStateException for a handle that opens nothing
   */
  public PgTlsSocketFactory(String handle) {
    this.hook = Hook.of(handle);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return hook.layer(socket, host, port);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw ownSocketRefused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw ownSocketRefused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw ownSocketRefused();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    throw ownSocketRefused();
  }

  private static IOException ownSocketRefused() {
    return new IOException("TLS is layered here on the attempt's own socket only");
  }
}
