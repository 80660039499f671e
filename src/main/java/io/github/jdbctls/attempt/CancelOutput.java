package io.github.jdbctls.attempt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes a cancel request, and tells of a failure. */
final class CancelOutput extends OutputStream {
  private final OutputStream wire;
  private final Consumer<IOException> failed;

  CancelOutput(OutputStream wire, Consumer<IOException> failed) {
    this.wire = wire;
    this.failed = failed;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      wire.write(bytes, offset, length);
    } catch (IOException e) {
      failed.accept(e);
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      wire.flush();
    } catch (IOException e) {
      failed.accept(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
