package io.github.jdbctls.it.wire;

import io.github.jdbctls.it.net.TlsRecord;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What clients of MySQL and MariaDB have sent, one connection after the other, on the wire. */
final class ClientWords {
  private static final int REQUEST = 36;

  /** Of a request for TLS: the length without the header, and the packet's number. */
  private static final int REQUEST_HEADER = 0x20000001;

  private static final int RECORD_HEADER = 5;

  private ClientWords() {}

  /**
   * Returns how many requests for TLS there are.
   *
   * @throws AssertionError if there is anything else but records of TLS
   */
  static int requests(byte[] sent) {
    ByteBuffer words = ByteBuffer.wrap(sent);
    int requests = 0;
    while (words.hasRemaining()) {
      int at = words.position();
      if (words.remaining() >= REQUEST && words.getInt(at) == REQUEST_HEADER) {
        requests++;
        words.position(at + REQUEST);
      } else if (requests > 0 && isRecord(words, at)) {
        words.position(at + RECORD_HEADER + words.getShort(at + RECORD_HEADER - 2));
      } else {
        throw new AssertionError(
            "neither TLS nor a request for it, at " + at + " of " + HexFormat.of().formatHex(sent));
      }
    }
    return requests;
  }

  private static boolean isRecord(ByteBuffer words, int at) {
    return words.remaining() >= RECORD_HEADER
        && words.get(at) >= TlsRecord.CHANGE_CIPHER_SPEC
        && words.get(at) <= TlsRecord.APPLICATION
        && words.get(at + 1) == 3
        && words.remaining() >= RECORD_HEADER + words.getShort(at + RECORD_HEADER - 2);
  }
}
