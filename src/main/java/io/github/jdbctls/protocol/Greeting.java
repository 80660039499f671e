package io.github.jdbctls.protocol;

import java.net.ProtocolException;
import java.util.Optional;

/**
 * Follows what a server says in clear text before the client asks for TLS. Of one connection; not
 * thread-safe.
 */
public interface Greeting {
  /** Returns how many bytes belong to the greeting for certain; 0 when it is over. */
  int wanted();

  /**
   * Takes what was read.
   *
   * @param length at most what was {@link #wanted}
   * @throws ProtocolException if it is no greeting
   */
  void take(byte[] bytes, int offset, int length) throws ProtocolException;

  /** Returns what the greeting says of TLS; empty until it is over. */
  Optional<TlsRequest.Answer> answer();
}
