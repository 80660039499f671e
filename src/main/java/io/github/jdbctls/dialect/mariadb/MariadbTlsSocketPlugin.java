package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.attempt.DialPlan;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/**
 * Layers our TLS on the sockets of {@link MariadbSocketFactory}, for the driver that has found it
 * by its {@link #type}.
 *
 * <ol>
 *   <li>TLS is layered on a socket of a call of jdbc-tls only. The driver begins the handshake, in
 *       which chain and name are verified, and which is confirmed before it returns.
 *   <li>The factory that the driver offers is never used. What it is made of trusts nobody and has
 *       no key.
 *   <li>The driver's own check of the name, in its versions 3, has nothing to add.
 * </ol>
 *
 * <p>The methods that only the versions 3 or only the versions 4 call override nothing in the
 * others. Without state; whoever uses the driver without jdbc-tls has it among the plugins, and
 * never uses it.
 */
// Whoever uses the driver has its types; they are in no module that ours could require.
@SuppressWarnings("exports")
public final class MariadbTlsSocketPlugin implements TlsSocketPlugin {
  /** The value of {@code tlsSocketType}. */
  static final String TYPE = "jdbc-tls";

  /** Makes the plugin; {@code ServiceLoader} does so for each connection. */
  public MariadbTlsSocketPlugin() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public TrustManager[] getTrustManager(
      Configuration conf, ExceptionFactory exceptionFactory, HostAddress hostAddress) {
    return new TrustManager[] {new TrustsNobody()};
  }

  @Override
  public KeyManager[] getKeyManager(Configuration conf, ExceptionFactory exceptionFactory) {
    return new KeyManager[0];
  }

  /**
   * Layers TLS, for the versions 3.
   *
   * @param unused the driver's own factory
   * @throws IOException if it is a socket of somebody else, or the server has not agreed
   */
  public SSLSocket createSocket(Socket socket, SSLSocketFactory unused) throws IOException {
    return DialPlan.layer(socket);
  }

  /**
   * Layers TLS, for the versions 4.
   *
   * @param unused the driver's own factory
   * @param host without effect: the socket knows which host it was connected to
   * @throws IOException if it is a socket of somebody else, or the server has not agreed
   */
  @SuppressWarnings("MissingOverride") // The versions 3 do not have it.
  public SSLSocket createSocket(Socket socket, SSLSocketFactory unused, String host)
      throws IOException {
    return DialPlan.layer(socket);
  }

  /** Does nothing: name and chain were verified in the handshake, as the mode demands. */
  public void verify(String host, SSLSession session, long serverThreadId) {}
}
