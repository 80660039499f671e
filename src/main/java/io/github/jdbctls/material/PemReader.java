package io.github.jdbctls.material;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a PEM file (RFC 7468, with the header lines of RFC 1421), whatever text
 * stands around them.
 *
 * <ol>
 *   <li>A block begins with a line {@code -----BEGIN label-----}; white space around a line, the
 *       kind of line ends and a byte order mark do not matter. Other text is skipped.
 *   <li>Lines with a colon at its beginning are headers.
 *   <li>It ends with the {@code END} line of the same label. Another BEGIN, another END, or the end
 *       of the file before it: the block is damaged.
 *   <li>What stands between is base64 and nothing else.
 * </ol>
 *
 * Works on bytes, so that a key leaves no text behind in memory. Not thread-safe.
 */
final class PemReader {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private final List<PemBlock> blocks = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] body;
  private int bodyLength;
  private @Nullable String open;

  private PemReader(byte[] text) {
    this.text = text;
    this.body = new byte[text.length];
  }

  /** All blocks in their order, damaged ones included; none if there is no PEM in it. */
  static List<PemBlock> read(byte[] file) {
    PemReader reader = new PemReader(withoutByteOrderMark(file));
    try {
      reader.readLines();
      return List.copyOf(reader.blocks);
    } finally {
      Arrays.fill(reader.body, (byte) 0);
    }
  }

  private static byte[] withoutByteOrderMark(byte[] file) {
    if (startsWith(file, 0, file.length, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})) {
      return Arrays.copyOfRange(file, 3, file.length);
    }
    // Windows PowerShell writes UTF-16 when it redirects to a file.
    if (startsWith(file, 0, file.length, new byte[] {(byte) 0xFF, (byte) 0xFE})
        || startsWith(file, 0, file.length, new byte[] {(byte) 0xFE, (byte) 0xFF})) {
      return new String(file, Charset.forName("UTF-16")).getBytes(StandardCharsets.UTF_8);
    }
    return file;
  }

  private void readLines() {
    int from = 0;
    while (from < text.length) {
      int to = from;
      while (to < text.length && text[to] != '\n' && text[to] != '\r') {
        to++;
      }
      readLine(from, to);
      from = to + 1;
    }
    if (open != null) {
      damaged("it is cut short, its END line is missing");
    }
  }

  private void readLine(int lineStart, int lineEnd) {
    int from = lineStart;
    int to = lineEnd;
    while (from < to && isSpace(text[from])) {
      from++;
    }
    while (from < to && isSpace(text[to - 1])) {
      to--;
    }
    String begun = label(from, to, BEGIN);
    if (begun != null) {
      if (open != null) {
        damaged("it is cut short, another block begins inside");
      }
      open = begun;
    } else if (open != null) {
      String ended = label(from, to, END);
      if (ended != null) {
        close(ended);
      } else if (bodyLength == 0 && indexOfColon(from, to) >= 0) {
        int colon = indexOfColon(from, to);
        headers.put(string(from, colon).strip(), string(colon + 1, to).strip());
      } else {
        append(from, to);
      }
    }
  }

  private @Nullable String label(int from, int to, byte[] start) {
    int labelStart = from + start.length;
    int labelEnd = to - DASHES.length;
    return labelStart < labelEnd
            && startsWith(text, from, to, start)
            && startsWith(text, labelEnd, to, DASHES)
        ? string(labelStart, labelEnd).strip()
        : null;
  }

  private void append(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isSpace(text[i])) {
        body[bodyLength++] = text[i];
      }
    }
  }

  private void close(String ended) {
    String label = open;
    if (label == null) {
      return;
    }
    if (!label.equals(ended)) {
      damaged("its END line is that of another kind of block");
      return;
    }
    byte[] base64 = Arrays.copyOf(body, bodyLength);
    try {
      byte[] content = Base64.getDecoder().decode(base64);
      if (content.length == 0) {
        damaged("it is empty");
      } else {
        blocks.add(PemBlock.complete(blocks.size() + 1, label, headers, content));
        reset();
      }
    } catch (IllegalArgumentException e) {
      damaged("its base64 is invalid or cut short");
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private void damaged(String damage) {
    if (open != null) {
      blocks.add(PemBlock.damaged(blocks.size() + 1, open, damage));
    }
    reset();
  }

  private void reset() {
    open = null;
    bodyLength = 0;
    headers.clear();
  }

  private int indexOfColon(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private String string(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
