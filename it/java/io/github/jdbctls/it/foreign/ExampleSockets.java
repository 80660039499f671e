package io.github.jdbctls.it.foreign;

import io.github.jdbctls.dialect.Hook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** The raw sockets of {@link ExampleDialect}; pgjdbc makes it by name. */
public final class ExampleSockets extends SocketFactory {
  private final Hook hook;

  public ExampleSockets(String handle) {
    this.hook = Hook.of(handle);
  }

  @Override
  public Socket createSocket() throws IOException {
    return hook.newSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("not used");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("not used");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("not used");
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("not used");
  }
}
