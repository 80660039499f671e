package io.github.jdbctls.bench;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.ssl.WrappedFactory;

/** The static context in pgjdbc's hook; pgjdbc verifies the name after the handshake. */
public final class SharedPgSockets extends WrappedFactory {
  /** pgjdbc makes one for each connection. */
  public SharedPgSockets() {
    factory = SharedContext.get().getSocketFactory();
  }

  SSLSocketFactory target() {
    return factory;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return factory.createSocket(socket, host, port, autoClose);
  }
}
