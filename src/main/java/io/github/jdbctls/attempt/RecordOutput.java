package io.github.jdbctls.attempt;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Sends the record that says that the cipher changes together with the record that follows it.
 *
 * <p>JSSE writes each record by itself. The change of cipher spec says nothing that the other side
 * could act on before the next record is there (RFC 5246, section 7.1; RFC 8446, appendix D.4), and
 * always has one, so that alone it is a packet, and a turn of the server's, for nothing.
 *
 * <p>For one thread at a time, as JSSE writes.
 */
final class RecordOutput extends FilterOutputStream {
  private static final int CHANGE_CIPHER_SPEC = 20;

  /** Its header, and one byte; an encrypted one is longer. */
  private static final int CHANGE_LENGTH = 6;

  private byte[] held = {};

  RecordOutput(OutputStream wire) {
    super(wire);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (held.length == 0 && length == CHANGE_LENGTH && bytes[offset] == CHANGE_CIPHER_SPEC) {
      held = Arrays.copyOfRange(bytes, offset, offset + length);
    } else if (held.length == 0) {
      out.write(bytes, offset, length);
    } else {
      byte[] both = Arrays.copyOf(held, held.length + length);
      System.arraycopy(bytes, offset, both, held.length, length);
      held = new byte[0];
      out.write(both, 0, both.length);
    }
  }
}
