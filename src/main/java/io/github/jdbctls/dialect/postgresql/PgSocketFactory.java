package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.dialect.Hook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * The raw sockets of one attempt; pgjdbc makes it by name, and keeps it for its cancel requests.
 *
 * <p>Not for use by anybody else: without the handle of an attempt that is under way it cannot be
 * made.
 */
public final class PgSocketFactory extends SocketFactory {
  private final Hook hook;

  /**
   * Finds the attempt.
   *
   * @throws IllegalStateException for a handle that opens nothing
   */
  public PgSocketFactory(String handle) {
    this.hook = Hook.of(handle);
  }

  @Override
  public Socket createSocket() throws IOException {
    return hook.newSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connectedSocketRefused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw connectedSocketRefused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connectedSocketRefused();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    throw connectedSocketRefused();
  }

  private static IOException connectedSocketRefused() {
    return new IOException("Only sockets that are not connected are made here");
  }
}
