package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.protocol.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads the first byte of the server's answer to the request for TLS, and not one more: what an
 * attacker injects behind it stays on the wire, where the handshake stumbles over it.
 */
final class AnswerInput extends InputStream {
  private final Attempt attempt;
  private final InputStream wire;

  AnswerInput(Attempt attempt, InputStream wire) {
    this.attempt = attempt;
    this.wire = wire;
  }

  @Override
  public int read() throws IOException {
    checkAnswerExpected();
    int first = wire.read();
    if (first >= 0) {
      attempt.negotiation().answered(first);
      attempt.reach(Progress.ANSWERED);
    }
    return first;
  }

  private void checkAnswerExpected() throws RefusedIOException {
    if (attempt.progress().reached(Progress.ANSWERED)) {
      throw attempt.refused(
          TlsFailure.UNENCRYPTED_DATA,
          "something was read from " + attempt.server() + " in clear text after its answer");
    }
    if (!attempt.negotiation().isRequested()) {
      throw attempt.clearTextRefused();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    int first = read();
    if (first < 0) {
      return -1;
    }
    bytes[offset] = (byte) first;
    return 1;
  }

  @Override
  public int available() throws IOException {
    boolean due =
        attempt.negotiation().isRequested() && !attempt.progress().reached(Progress.ANSWERED);
    return due ? Math.min(1, wire.available()) : 0;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
