package io.github.jdbctls.dialect.mysql;

import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.a.NativeProtocol;
import io.github.jdbctls.dialect.Link;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a connection of Connector/J says of its socket. */
final class MysqlConnections {
  private MysqlConnections() {}

  /**
   * Returns the socket that statements go over at this moment; of several hosts, that of the one in
   * use.
   *
   * @return empty if the connection has none
   * @throws SQLException if it is none of the driver's
   */
  static Optional<Link> link(Connection connection) throws SQLException {
    try {
      return Optional.ofNullable(socket(connection.unwrap(JdbcConnection.class)))
          .map(Link.OverSocket::new);
    } catch (CJException | IOException e) {
      throw new SQLException("The connection does not say which socket it uses", e);
    }
  }

  private static @Nullable Socket socket(JdbcConnection connection) throws IOException {
    if (!(connection.getSession() instanceof NativeSession session)) {
      return null;
    }
    NativeProtocol protocol = session.getProtocol();
    SocketConnection wire = protocol == null ? null : protocol.getSocketConnection();
    return wire == null ? null : wire.getMysqlSocket();
  }
}
