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
    /** The server reports an error in place of an answer, and the driver reads it by itself. */
    REPORTED,
    /** Nothing that the protocol knows. */
    UNKNOWN
  }

  /**
   * Returns the request that a client sends by itself, without the driver: for cancels. Empty where
   * there is no request, and where a cancel is a connection like any other.
   */
  byte[] bytes();

  /** Whether these bytes, all that were sent so far, are a request or the beginning of one. */
  boolean permits(byte[] sent);

  /** Whether these bytes are a whole request. */
  boolean isComplete(byte[] sent);

  /** Reads the first byte of the server's answer, which follows the request. */
  Answer answer(int firstByte);

  /**
   * Returns what follows the server's greeting on one connection, where the server speaks first and
   * the greeting is the answer: nothing is read after the request.
   *
   * @return empty where the client speaks first
   */
  default Optional<Greeting> greeting() {
    return Optional.empty();
  }

  /**
   * Whether there is no request: TLS begins with the first byte, and nothing passes in clear text
   * in either direction.
   */
  default boolean isDirect() {
    return false;
  }

  /**
   * Returns the name of the protocol that is offered to the server (ALPN); empty if the protocol
   * has none.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7301">RFC 7301</a>
   */
  Optional<String> applicationProtocol();
}
