package io.github.jdbctls.material;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the blocks of a PEM text by its lines, as OpenSSL does: what it skips is skipped here.
 *
 * <ol>
 *   <li>A line ends with LF; where there is none in the whole text, with CR. White space at its end
 *       does not count, and whatever is no ASCII there.
 *   <li>{@code -----BEGIN label-----} begins a block where it is the whole line. One that is
 *       indented, commented out or followed by text begins none.
 *   <li>Of a line longer than 254 bytes, what follows is the next line to OpenSSL, outside of
 *       blocks. A byte order mark right behind a block is skipped, a line that begins with NUL ends
 *       the text, and NUL ends its line.
 *   <li>Lines with a colon at the beginning of a block are headers.
 *   <li>The block ends with the line {@code -----END label-----} of the same label, no space more
 *       or less. A line that begins with BEGIN or another END, or the end of the text before it:
 *       the block is damaged.
 * </ol>
 *
 * Not thread-safe.
 */
final class PemLines {
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("-----END ");
  private static final byte[] DASHES = ascii("-----");
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int LONGEST_LINE = 254;

  private final byte[] text;
  private final byte lineEnd;
  private final PemCollector blocks;
  private int next;

  private PemLines(byte[] text, PemCollector blocks) {
    this.text = text;
    this.lineEnd = (byte) (contains(text, '\n') ? '\n' : '\r');
    this.blocks = blocks;
  }

  /** All blocks in their order, damaged ones included. */
  static List<PemBlock> read(byte[] text) {
    try (PemCollector blocks = new PemCollector(text)) {
      new PemLines(text, blocks).readText();
      return blocks.finish();
    }
  }

  private void readText() {
    while (next < text.length && text[next] != 0) {
      int from = next;
      int limit = blocks.isOpen() || lineEnd == '\r' ? text.length : from + LONGEST_LINE;
      while (next < text.length && next < limit && text[next] != lineEnd) {
        next++;
      }
      int to = end(from);
      if (next < text.length && next < limit) {
        next++;
      }
      if (blocks.isOpen()) {
        readInside(from, to);
      } else if (isMarked(from, to, BEGIN)) {
        blocks.begin(label(from, to, BEGIN));
      }
    }
  }

  private void readInside(int from, int to) {
    if (startsWith(from, BEGIN)) {
      blocks.damaged("it is cut short, another block begins inside");
      if (isMarked(from, to, BEGIN)) {
        blocks.begin(label(from, to, BEGIN));
      }
    } else if (isMarked(from, to, END)) {
      blocks.end(label(from, to, END));
    } else if (startsWith(from, END)) {
      blocks.damaged("its END line has something behind it");
    } else {
      blocks.line(from, to);
    }
    if (!blocks.isOpen() && startsWith(next, MARK)) {
      next += MARK.length;
    }
  }

  /** Where the line ends that ends before {@code next}, without what does not count. */
  private int end(int from) {
    int to = from;
    while (!blocks.isOpen() && to < next && text[to] != 0) {
      to++;
    }
    to = blocks.isOpen() ? next : to;
    // What is no ASCII is negative.
    while (to > from && text[to - 1] <= ' ') {
      to--;
    }
    return to;
  }

  private boolean isMarked(int from, int to, byte[] start) {
    // The start ends with a space, so that the dashes behind it are not its own.
    return startsWith(from, start) && startsWith(to - DASHES.length, DASHES);
  }

  private String label(int from, int to, byte[] start) {
    int labelFrom = from + start.length;
    return new String(text, labelFrom, to - DASHES.length - labelFrom, StandardCharsets.ISO_8859_1);
  }

  private boolean startsWith(int from, byte[] prefix) {
    return text.length - from >= prefix.length
        && Arrays.equals(text, from, from + prefix.length, prefix, 0, prefix.length);
  }

  private static boolean contains(byte[] text, char wanted) {
    for (byte b : text) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
