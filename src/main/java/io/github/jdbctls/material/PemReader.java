package io.github.jdbctls.material;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the blocks of a PEM text (RFC 7468, with the header lines of RFC 1421), whatever text
 * stands around them, and none that OpenSSL would not find in a text of several lines: there a root
 * may have been disabled.
 *
 * <ol>
 *   <li>What begins as DER or BER of more than 127 bytes, or as a key store, is no text: PEM that
 *       was put into a field of a certificate there is not looked for.
 *   <li>A byte order mark and UTF-16 are read as {@link PlainText} has it.
 *   <li>In a text of one line, which is no PEM to OpenSSL, blocks are looked for that were put into
 *       it ({@link OneLinePem}), as environment variables and JSON have them.
 *   <li>In any other text blocks are looked for by its lines ({@link PemLines}).
 * </ol>
 *
 * Works on bytes, so that a key leaves no text behind in memory. Immutable; thread-safe.
 */
final class PemReader {
  private PemReader() {}

  /** All blocks in their order, damaged ones included; none if there is no PEM in it. */
  static List<PemBlock> read(byte[] file) {
    if (isBinary(file)) {
      return List.of();
    }
    byte[] text = PlainText.of(file);
    try {
      return isOneLine(text) ? OneLinePem.read(text) : PemLines.read(text);
    } finally {
      if (text != file) {
        Arrays.fill(text, (byte) 0);
      }
    }
  }

  private static boolean isBinary(byte[] file) {
    // No text begins with 0 and half a character of UTF-8.
    boolean isLongDer =
        file.length > 1
            && file[0] == Der.SEQUENCE
            && (file[1] & 0xFF) >= 0x80
            && (file[1] & 0xFF) <= 0x84;
    return isLongDer || isKeyStore(BinaryKind.of(file));
  }

  private static boolean isKeyStore(Optional<Content.Kind> kind) {
    return kind.isPresent() && KeyStoreFile.isOne(kind.orElseThrow());
  }

  private static boolean isOneLine(byte[] text) {
    int from = 0;
    int to = text.length;
    while (from < to && isLineBreak(text[from])) {
      from++;
    }
    while (to > from && text[to - 1] >= 0 && text[to - 1] <= ' ') {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (isLineBreak(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLineBreak(byte b) {
    return b == '\n' || b == '\r';
  }
}
