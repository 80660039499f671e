package io.github.jdbctls.bench;

import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLSocket;

/** The static context in Connector/J's hook, which does the handshake and verifies the name. */
public final class SharedMysqlSockets extends StandardSocketFactory {
  /** Connector/J makes one for each connection. */
  public SharedMysqlSockets() {}

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Connector/J's own.
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session) throws IOException {
    return handshake();
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Connector/J's own.
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session, Log log) throws IOException {
    return handshake();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T extends Closeable> T handshake() throws IOException {
    SSLSocket layered = SharedContext.layer(SharedContext.get(), rawSocket, host, port);
    layered.startHandshake();
    sslSocket = layered;
    return (T) layered;
  }
}
