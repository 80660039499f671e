package io.github.jdbctls.dialect;

import io.github.jdbctls.settings.HostPort;
import java.net.Socket;

/** What a driver's connection says of the wire that it runs over at this moment. Immutable. */
public sealed interface Link {
  /**
   * The connection shows its socket.
   *
   * @param socket that it writes its statements to
   */
  record OverSocket(Socket socket) implements Link {}

  /**
   * The connection shows whom it talks to, and which call it came from.
   *
   * @param host as in the URL
   * @param origin the object by which the driver's hooks have found what to dial; compared by
   *     identity
   */
  record ToHost(HostPort host, Object origin) implements Link {}
}
