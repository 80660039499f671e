package io.github.jdbctls.protocol;

import java.util.Optional;

/**
 * TLS from the first byte: nothing is asked for in clear text, and no answer is read. Immutable.
 *
 * @param applicationProtocol which the server must select; empty if the protocol has no name
 */
public record DirectTls(Optional<String> applicationProtocol) implements TlsRequest {
  @Override
  public byte[] bytes() {
    return new byte[0];
  }

  @Override
  public boolean permits(byte[] sent) {
    return sent.length == 0;
  }

  @Override
  public boolean isComplete(byte[] sent) {
    return sent.length == 0;
  }

  @Override
  public boolean isDirect() {
    return true;
  }

  @Override
  public Answer answer(int firstByte) {
    return Answer.UNKNOWN;
  }
}
