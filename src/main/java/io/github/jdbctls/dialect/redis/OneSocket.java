package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.dialect.Hook;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The socket of one connection: connected, and with TLS on it whose handshake is confirmed, unless
 * it is to be plain.
 *
 * <p>There is no second one. When a connection breaks, Jedis asks for another with every command,
 * and again to log in on it, up to a thousand times; each would be a stranger to the connection
 * that was proven. Thread-safe.
 */
final class OneSocket implements JedisSocketFactory {
  private final AtomicReference<Hook> unused;
  private final HostPort server;
  private final int timeout;

  OneSocket(Hook hook, int timeout) {
    this.unused = new AtomicReference<>(hook);
    this.server = hook.server();
    this.timeout = timeout;
  }

  @Override
  public Socket createSocket() throws IOException {
    Hook hook = unused.getAndSet(null);
    if (hook == null) {
      throw new JedisConnectionException(
          "The connection to " + server + " is broken, and is not made anew: open another one");
    }
    Socket raw = hook.newSocket();
    try {
      raw.setKeepAlive(true);
      raw.setTcpNoDelay(true);
      raw.connect(InetSocketAddress.createUnresolved(server.host(), server.port()), timeout);
      raw.setSoTimeout(timeout);
      if (hook.transport() == Transport.PLAIN) {
        return raw;
      }
      SSLSocket tls = hook.layer(raw, server.host(), server.port());
      tls.startHandshake();
      return tls;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public void updateHostAndPort(HostAndPort hostAndPort) {
    throw fixed();
  }

  @Override
  @Deprecated
  public String getDescription() {
    return server.toString();
  }

  @Override
  @Deprecated
  public String getHost() {
    return server.host();
  }

  @Override
  @Deprecated
  public void setHost(String host) {
    throw fixed();
  }

  @Override
  @Deprecated
  public int getPort() {
    return server.port();
  }

  @Override
  @Deprecated
  public void setPort(int port) {
    throw fixed();
  }

  @Override
  @Deprecated
  public int getConnectionTimeout() {
    return timeout;
  }

  @Override
  @Deprecated
  public void setConnectionTimeout(int connectionTimeout) {
    throw fixed();
  }

  @Override
  @Deprecated
  public int getSoTimeout() {
    return timeout;
  }

  /** Of the socket's own; nothing is kept for another socket. */
  @Override
  @Deprecated
  public void setSoTimeout(int soTimeout) {}

  private UnsupportedOperationException fixed() {
    return new UnsupportedOperationException("The connection to " + server + " stays as it is");
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
