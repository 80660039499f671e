package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The socket of one connection, which is there.
 *
 * <p>There is no second one. When a connection breaks, Jedis asks for another with every command,
 * and again to log in on it, up to a thousand times; each would be a stranger to the connection
 * that was proven, and nobody may have logged in on it. Thread-safe.
 */
final class OneSocket {
  private final AtomicReference<Socket> unused;
  private final HostPort server;
  private final int timeout;

  /**
   * Hands a connection over.
   *
   * @param timeout in milliseconds, of each read; 0 for none
   */
  OneSocket(RedisWire wire, int timeout) {
    this.unused = new AtomicReference<>(wire.socket());
    this.server = wire.server();
    this.timeout = timeout;
  }

  /**
   * Returns it the first time.
   *
   * @throws IOException ever after
   */
  Socket next() throws IOException {
    Socket socket = unused.getAndSet(null);
    if (socket == null) {
      throw new IOException(
          "The connection to " + server + " is broken, and is not made anew: open another one");
    }
    return socket;
  }

  HostPort server() {
    return server;
  }

  int timeout() {
    return timeout;
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
