package io.github.jdbctls.dialect;

import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.attempt.Attempts;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * What a driver's hook classes are given under the handle of {@link Dialect#call}: the sockets of
 * one attempt. For drivers that are given one host at a time.
 *
 * <p>Thread-safe.
 */
public final class Hook {
  private final Attempt attempt;

  private Hook(Attempt attempt) {
    this.attempt = attempt;
  }

  /**
   * Finds what a handle stands for.
   *
   * @throws IllegalStateException for a handle that opens nothing: it was never given out, or its
   *     attempt is over
   */
  public static Hook of(String handle) {
    Optional<Attempt> attempt = Attempts.find(handle);
    if (attempt.isEmpty()) {
      throw new IllegalStateException("No attempt has this handle");
    }
    return new Hook(attempt.get());
  }

  /** Returns the host that must prove its name, and its port. */
  public HostPort server() {
    return attempt.server();
  }

  /** Returns what goes on the wire: a raw socket serves for plain text only. */
  public Transport transport() {
    return attempt.transport();
  }

  /**
   * Makes a raw socket, not connected, which can be connected to the attempt's host only, and lets
   * out no clear text but the protocol's request for TLS. One while the connection is being opened;
   * later ones are for cancels.
   *
   * @throws IOException if the attempt gives out no socket any more
   */
  public Socket newSocket() throws IOException {
    return attempt.newSocket();
  }

  /**
   * Layers TLS on the raw socket. Whoever calls must begin the handshake, and nothing passes before
   * it has been confirmed.
   *
   * @param host that the driver believes to talk to
   * @throws IOException if the socket is not the attempt's, or the server has not agreed
   */
  public SSLSocket layer(Socket socket, String host, int port) throws IOException {
    return attempt.layer(socket, host, port);
  }
}
