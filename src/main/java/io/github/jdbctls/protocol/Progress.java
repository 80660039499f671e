package io.github.jdbctls.protocol;

/** How far an attempt has come, in order. */
public enum Progress {
  /** The driver has not asked for a socket. */
  NEW,
  /** The driver has a socket, which is not connected. */
  SOCKET,
  /** The TCP connection stands. */
  DIALLED,
  /** The server has answered the request for TLS. */
  ANSWERED,
  /**
   * TLS is layered on the socket; the handshake is not done. Where TLS was begun without asking,
   * the server has answered the first message.
   */
  LAYERED,
  /** The handshake is done and has been confirmed. */
  CONFIRMED;

  /** Whether this much has been reached. */
  public boolean reached(Progress other) {
    return compareTo(other) >= 0;
  }
}
