package io.github.jdbctls.protocol;

/**
 * What a protocol may say in clear text before TLS: its request for TLS, and nothing else.
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
}
