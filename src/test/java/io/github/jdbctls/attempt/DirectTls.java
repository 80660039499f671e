package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.TlsRequest;

/** TLS from the first byte: nothing is asked for in clear text. */
record DirectTls() implements TlsRequest {
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
  public Answer answer(int firstByte) {
    return Answer.UNKNOWN;
  }
}
