package io.github.jdbctls.bench;

import io.github.jdbctls.attempt.TimedSocket;
import io.github.jdbctls.dialect.postgresql.PgTlsSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Layers TLS as another factory does, and ends two stages: before, and with the handshake. */
public final class TimedTlsSockets extends SSLSocketFactory {
  /** The argument for the static context, in place of the handle of an attempt. */
  static final String SHARED = "static";

  private final SSLSocketFactory target;

  /** pgjdbc makes one for each connection. */
  public TimedTlsSockets(String argument) {
    this.target =
        SHARED.equals(argument)
            ? SharedContext.get().getSocketFactory()
            : new PgTlsSocketFactory(argument);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return new TimedSocket(
        (SSLSocket) target.createSocket(socket, host, port, autoClose), StageClock::next);
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
    throw new IOException("TLS is layered only");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("TLS is layered only");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("TLS is layered only");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("TLS is layered only");
  }
}
