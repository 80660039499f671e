package io.github.jdbctls.attempt;

import java.io.IOException;
import java.io.OutputStream;

/** Lets out the protocol's request for TLS, if it has one, once, and nothing else. */
final class RequestOutput extends OutputStream {
  private final Attempt attempt;
  private final OutputStream wire;

  RequestOutput(Attempt attempt, OutputStream wire) {
    this.attempt = attempt;
    this.wire = wire;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    // Refused outside of the lock, as a refusal takes the attempt's.
    if (!sendIfPermitted(bytes, offset, length)) {
      throw attempt.clearTextRefused();
    }
  }

  private boolean sendIfPermitted(byte[] bytes, int offset, int length) throws IOException {
    synchronized (attempt.negotiation()) {
      boolean permitted = attempt.negotiation().send(bytes, offset, length);
      if (permitted) {
        wire.write(bytes, offset, length);
      }
      return permitted;
    }
  }

  @Override
  public void flush() throws IOException {
    wire.flush();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
