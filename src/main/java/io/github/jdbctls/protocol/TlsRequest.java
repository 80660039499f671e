package io.github.jdbctls.protocol;

import java.util.Optional;

/**
 * How TLS begins on a protocol's connection: what may be said in clear text before it, which is the
 * protocol's request for TLS and nothing else, and what the protocol is called inside.
 *
 * <p>Implementations are immutable.
 */
public interface TlsRequest {
  /** What the server's answer to the request means. */
  enum Answer {
    /** The handshake may begin. */
    ACCEPTED,
    /** The server has no TLS. */
    NO_TLS,
    /** The server reports an error in place of an answer. */
    ERROR,
    /** Nothing that the protocol knows. */
    UNKNOWN
  }

  /** Returns the request that a client sends by itself, without the driver: for cancels. */
  byte[] bytes();

  /** Whether these bytes, all that were sent so far, are a request or the beginning of one. */
  boolean permits(byte[] sent);

  /** Whether these bytes are a whole request. */
  boolean isComplete(byte[] sent);

  /** Reads the first byte of the server's answer. */
  Answer answer(int firstByte);

  /**
   * Whether there is no request: TLS begins with the first byte, and nothing passes in clear text
   * in either direction.
   */
  default boolean isDirect() {
    return bytes().length == 0;
  }

  /**
   * Returns the name of the protocol that is offered to the server (ALPN); empty if the protocol
   * has none.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7301">RFC 7301</a>
   */
  Optional<String> applicationProtocol();
}
