package io.github.jdbctls.dialect.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.github.jdbctls.attempt.DialPlan;
import io.github.jdbctls.attempt.DialPlans;
import io.github.jdbctls.attempt.RefusedIOException;
import io.github.jdbctls.dialect.GivenUpException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Dials for Connector/J, which makes one by name for every connection: the first, and later ones to
 * cancel, reconnect or fail over.
 *
 * <ol>
 *   <li>What may be dialled is found by the handle in the properties; with no handle, or one that
 *       opens nothing, there is no connection.
 *   <li>Each address of the host is tried in its order; one that is refused ends it.
 *   <li>Nothing is dialled once the time of the connect is over, or every host was refused: with
 *       several hosts the driver would go round for half a minute.
 *   <li>Both forms of the driver's request for TLS layer ours, and are over when the handshake is
 *       confirmed; there is no way to the driver's own TLS.
 * </ol>
 *
 * <p>Not for use by anybody else.
 */
// Whoever reads it has the driver, whose signatures these are.
@SuppressWarnings({"exports", "TypeParameterUnusedInFormals"})
public final class MysqlSocketFactory extends StandardSocketFactory {
  /** What the driver's class is given when it asks for a socket; none at any other time. */
  private @Nullable Socket next;

  /** Makes a factory that has dialled nothing. */
  public MysqlSocketFactory() {}

  @Override
  public <T extends Closeable> T connect(
      String hostname, int portNumber, @Nullable PropertySet properties, int loginTimeout)
      throws IOException {
    DialPlan plan = plan(properties);
    if (plan.isInVain()) {
      throw new GivenUpException();
    }
    int timeout = loginTimeout;
    IOException failure = null;
    for (InetSocketAddress address : plan.addresses(hostname, portNumber)) {
      Socket socket = plan.newSocket(hostname, portNumber, address);
      try {
        next = socket;
        T connected =
            super.connect(address.getAddress().getHostAddress(), portNumber, properties, timeout);
        if (connected != socket) {
          throw new IOException("The driver has dialled by itself");
        }
        return connected;
      } catch (RefusedIOException e) {
        socket.close();
        throw e;
      } catch (IOException e) {
        socket.close();
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
        timeout = loginTimeout > 0 ? Math.max(1, loginTimeoutCountdown) : loginTimeout;
      } finally {
        next = null;
        host = hostname;
      }
    }
    throw failure == null ? new UnknownHostException(hostname) : failure;
  }

  private static DialPlan plan(@Nullable PropertySet properties) throws IOException {
    String handle =
        properties == null ? null : properties.getStringProperty(MysqlDialect.HANDLE).getValue();
    return DialPlans.find(handle == null ? "" : handle)
        .orElseThrow(() -> new IOException("No connection of jdbc-tls has asked for this socket"));
  }

  @Override
  protected Socket createSocket(PropertySet properties) {
    Socket socket = next;
    if (socket == null) {
      throw new IllegalStateException("No connection of jdbc-tls has asked for this socket");
    }
    next = null;
    return socket;
  }

  @Override
  public <T extends Closeable> T performTlsHandshake(
      @Nullable SocketConnection connection, @Nullable ServerSession session) throws IOException {
    return handshake();
  }

  @Override
  public <T extends Closeable> T performTlsHandshake(
      @Nullable SocketConnection connection, @Nullable ServerSession session, @Nullable Log log)
      throws IOException {
    return handshake();
  }

  /** The driver's signature leaves it to the caller what it takes the socket for. */
  @SuppressWarnings("unchecked")
  private <T extends Closeable> T handshake() throws IOException {
    SSLSocket tls = DialPlan.layer(rawSocket);
    sslSocket = tls;
    tls.startHandshake();
    return (T) tls;
  }
}
