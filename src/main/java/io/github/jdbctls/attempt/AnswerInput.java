package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.protocol.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Reads what the server says in clear text of TLS, which is its greeting or the first byte of its
 * answer, and not one byte more: what an attacker injects behind it stays on the wire, where the
 * handshake stumbles over it.
 */
final class AnswerInput extends InputStream {
  private final Attempt attempt;
  private final InputStream wire;
  private final BooleanSupplier ended;

  AnswerInput(Attempt attempt, InputStream wire, BooleanSupplier ended) {
    this.attempt = attempt;
    this.wire = wire;
    this.ended = ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (ended.getAsBoolean()) {
      return -1;
    }
    checkAnswerExpected();
    int count = wire.read(bytes, offset, Math.min(length, attempt.negotiation().readable()));
    if (count > 0) {
      attempt.negotiation().received(bytes, offset, count);
      if (attempt.answer().isPresent()) {
        attempt.reach(Progress.ANSWERED);
      }
    }
    return count;
  }

  private void checkAnswerExpected() throws RefusedIOException {
    if (attempt.progress().reached(Progress.ANSWERED)) {
      throw attempt.refused(
          TlsFailure.UNENCRYPTED_DATA,
          "something was read from " + attempt.server() + " in clear text after its answer");
    }
    if (attempt.negotiation().readable() == 0) {
      throw attempt.clearTextRefused();
    }
  }

  @Override
  public int available() throws IOException {
    return Math.min(attempt.negotiation().readable(), wire.available());
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
