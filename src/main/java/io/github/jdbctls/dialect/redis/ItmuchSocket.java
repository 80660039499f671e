package io.github.jdbctls.dialect.redis;

import java.io.IOException;
import java.net.Socket;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The connection's one socket, as the Jedis of com.itmuch's driver asks for it. Thread-safe. */
final class ItmuchSocket implements JedisSocketFactory {
  private final OneSocket socket;

  ItmuchSocket(OneSocket socket) {
    this.socket = socket;
  }

  @Override
  public Socket createSocket() {
    try {
      return socket.next();
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  @Override
  public void updateHostAndPort(HostAndPort hostAndPort) {
    throw fixed();
  }

  @Override
  @Deprecated
  public String getDescription() {
    return socket.toString();
  }

  @Override
  @Deprecated
  public String getHost() {
    return socket.server().host();
  }

  @Override
  @Deprecated
  public void setHost(String host) {
    throw fixed();
  }

  @Override
  @Deprecated
  public int getPort() {
    return socket.server().port();
  }

  @Override
  @Deprecated
  public void setPort(int port) {
    throw fixed();
  }

  @Override
  @Deprecated
  public int getConnectionTimeout() {
    return socket.timeout();
  }

  @Override
  @Deprecated
  public void setConnectionTimeout(int connectionTimeout) {
    throw fixed();
  }

  /** What Jedis goes back to after a command that may block. */
  @Override
  @Deprecated
  public int getSoTimeout() {
    return socket.timeout();
  }

  /** Of the socket's own; nothing is kept for another socket. */
  @Override
  @Deprecated
  public void setSoTimeout(int soTimeout) {}

  private UnsupportedOperationException fixed() {
    return new UnsupportedOperationException("The connection to " + socket + " stays as it is");
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
