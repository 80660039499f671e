package io.github.jdbctls.it.delegate;

import io.github.jdbctls.it.net.StartupProtocol;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * What a driver is given for one connect, and the way in which pgjdbc uses it: classes are found by
 * name and made with the handle.
 *
 * @param host as the driver's URL has it
 */
public record DriverHooks(String host, int port, Properties info) {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Returns the string by which the hook classes find their attempt. */
  public String handle() {
    return property("socketFactoryArg");
  }

  /** Returns the user for whom the connection is. */
  public String user() {
    return property("user");
  }

  /** Whether the driver is told to connect in plain text. */
  public boolean demandsPlainText() {
    return property("sslmode").equals("disable");
  }

  private String property(String key) {
    return String.valueOf(info.getProperty(key));
  }

  /** Makes the factory of raw sockets. */
  public SocketFactory sockets() {
    return (SocketFactory) make("socketFactory", "socketFactoryArg");
  }

  /** Makes the factory that layers TLS. */
  public SSLSocketFactory tls() {
    return (SSLSocketFactory) make("sslfactory", "sslfactoryarg");
  }

  /**
   * As a driver makes its factories.
   *
   * @throws IllegalStateException the factory's own, if it refuses the handle
   */
  private Object make(String className, String argument) {
    try {
      return Class.forName(property(className))
          .getConstructor(String.class)
          .newInstance(property(argument));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IllegalStateException refused
          ? refused
          : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens the raw socket. */
  public Socket connected() throws IOException {
    Socket raw = sockets().createSocket();
    raw.setSoTimeout(TIMEOUT_MILLIS);
    raw.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
    return raw;
  }

  /** Opens the raw socket, asks for TLS and reads the answer. */
  public Socket answered() throws IOException {
    Socket raw = connected();
    raw.getOutputStream().write(StartupProtocol.sslRequest());
    raw.getOutputStream().flush();
    if (raw.getInputStream().read() != StartupProtocol.YES) {
      throw new IOException("The server does not support TLS.");
    }
    return raw;
  }

  /** Layers TLS on the raw socket; the handshake is not begun. */
  public SSLSocket layered(Socket raw) throws IOException {
    return (SSLSocket) tls().createSocket(raw, host, port, true);
  }

  /** Does all that a driver should do before it says who it is. */
  public SSLSocket secured() throws IOException {
    SSLSocket socket = layered(answered());
    socket.setUseClientMode(true);
    socket.startHandshake();
    return socket;
  }
}
