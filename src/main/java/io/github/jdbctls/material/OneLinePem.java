package io.github.jdbctls.material;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a PEM text that was put into one line, which OpenSSL does not read.
 *
 * <ol>
 *   <li>{@code -----BEGIN label-----} begins a block where it begins the line, or follows the end
 *       of a block at once. White space before it does not matter. After any other text there is
 *       none.
 *   <li>It ends with the {@code END} of the same label, wherever that stands. Another BEGIN,
 *       another END, or the end of the text before it: the block is damaged.
 *   <li>In a block, and right before and after it, the two characters {@code \n} or {@code \r} of
 *       an escaped text are a line break; in a block without any, a space is one.
 * </ol>
 *
 * Not thread-safe.
 */
final class OneLinePem {
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("-----END ");
  private static final byte[] DASHES = ascii("-----");

  private final byte[] text;
  private final PemCollector blocks;
  private boolean spacesForLines;
  private int next;

  private OneLinePem(byte[] text, PemCollector blocks) {
    this.text = text;
    this.blocks = blocks;
  }

  /** All blocks in their order, damaged ones included. */
  static List<PemBlock> read(byte[] text) {
    try (PemCollector blocks = new PemCollector(text)) {
      new OneLinePem(text, blocks).readText();
      return blocks.finish();
    }
  }

  private void readText() {
    boolean atBlock = true;
    while (next < text.length && atBlock) {
      skipSpace();
      String begun = label(BEGIN);
      if (begun != null) {
        begin(begun);
      } else if (blocks.isOpen()) {
        readInside();
      } else {
        atBlock = false;
      }
    }
  }

  private void begin(String label) {
    blocks.damaged("it is cut short, another block begins inside");
    blocks.begin(label);
    while (next < text.length && (text[next] == ' ' || text[next] == '\t')) {
      next++;
    }
    spacesForLines = next < text.length && lineBreak(next) == 0;
  }

  private void readInside() {
    String ended = label(END);
    if (ended != null) {
      blocks.end(ended);
      return;
    }
    int from = next;
    while (next < text.length && !endsLine(from)) {
      next++;
    }
    blocks.line(from, next);
  }

  private boolean endsLine(int from) {
    return lineBreak(next) > 0
        || (next > from && startsWith(next, DASHES))
        || (spacesForLines && text[next] == ' ' && text[next - 1] != ':');
  }

  /** The label of the BEGIN or END that is next, which is consumed; else null. */
  private @Nullable String label(byte[] start) {
    if (!startsWith(next, start)) {
      return null;
    }
    int from = next + start.length;
    for (int to = from; to < text.length && lineBreak(to) == 0; to++) {
      if (startsWith(to, DASHES)) {
        next = to + DASHES.length;
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
      }
    }
    return null;
  }

  private void skipSpace() {
    while (next < text.length && (isSpace(text[next]) || lineBreak(next) > 0)) {
      next += Math.max(1, lineBreak(next));
    }
  }

  /** The length of the escaped line break at this place; 0 if there is none. */
  private int lineBreak(int at) {
    return text[at] == '\\' && at + 1 < text.length && (text[at + 1] == 'n' || text[at + 1] == 'r')
        ? 2
        : 0;
  }

  private boolean startsWith(int from, byte[] prefix) {
    return text.length - from >= prefix.length
        && Arrays.equals(text, from, from + prefix.length, prefix, 0, prefix.length);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
