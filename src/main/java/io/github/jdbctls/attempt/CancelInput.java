package io.github.jdbctls.attempt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads what a server says to a cancel request, and tells of a failure: with TLS 1.3 that is where
 * a refused client certificate shows. The end, which is the answer, is none.
 */
final class CancelInput extends FilterInputStream {
  private final Consumer<IOException> failed;

  CancelInput(InputStream wire, Consumer<IOException> failed) {
    super(wire);
    this.failed = failed;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      failed.accept(e);
      throw e;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      failed.accept(e);
      throw e;
    }
  }
}
