package io.github.jdbctls.material;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a PEM text (RFC 7468, with the header lines of RFC 1421), whatever text
 * stands around them.
 *
 * <ol>
 *   <li>{@code -----BEGIN label-----} begins a block where it begins a line, or follows the end of
 *       a block at once. White space before it, the kind of line ends and a byte order mark do not
 *       matter. Other text is skipped, commented blocks too.
 *   <li>Lines with a colon at the beginning of a block are headers.
 *   <li>It ends with the {@code END} of the same label, wherever that stands. Another BEGIN,
 *       another END, or the end of the text before it: the block is damaged.
 *   <li>What stands between is base64 and white space, nothing else.
 *   <li>In a block, and right before and after it, the two characters {@code \n} or {@code \r} of
 *       an escaped text are a line break; in a block without any, a space is one. So a block that
 *       was put into one line, as environment variables and JSON have it, is read as it was.
 *   <li>A PGP block is found, but not decoded.
 * </ol>
 *
 * Works on bytes, so that a key leaves no text behind in memory. Not thread-safe.
 */
final class PemReader {
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("-----END ");
  private static final byte[] DASHES = ascii("-----");

  private final byte[] text;
  private final List<PemBlock> blocks = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] body;
  private int bodyLength;
  private @Nullable String open;
  private boolean spacesForLines;
  private int next;

  private PemReader(byte[] text) {
    this.text = text;
    this.body = new byte[text.length];
  }

  /** All blocks in their order, damaged ones included; none if there is no PEM in it. */
  static List<PemBlock> read(byte[] file) {
    byte[] text = PlainText.of(file);
    PemReader reader = new PemReader(text);
    try {
      reader.readText();
      return List.copyOf(reader.blocks);
    } finally {
      Arrays.fill(reader.body, (byte) 0);
      if (text != file) {
        Arrays.fill(text, (byte) 0);
      }
    }
  }

  private void readText() {
    while (next < text.length) {
      if (open != null) {
        readBlock();
      } else {
        skipSpace();
        String label = label(BEGIN);
        if (label != null) {
          begin(label);
        } else {
          skipLine();
        }
      }
    }
    damaged("it is cut short, its END line is missing");
  }

  private void begin(String label) {
    open = label;
    while (next < text.length && (text[next] == ' ' || text[next] == '\t')) {
      next++;
    }
    spacesForLines = next < text.length && lineBreak(next) == 0;
  }

  private void readBlock() {
    skipSpace();
    String begun = label(BEGIN);
    if (begun != null) {
      damaged("it is cut short, another block begins inside");
      begin(begun);
      return;
    }
    String ended = label(END);
    if (ended != null) {
      end(ended);
      return;
    }
    int from = next;
    int colon = -1;
    while (next < text.length && !endsLine(from)) {
      if (text[next] == ':' && colon < 0) {
        colon = next;
      }
      next++;
    }
    if (colon >= 0 && bodyLength == 0) {
      headers.put(string(from, colon).strip(), string(colon + 1, next).strip());
    } else {
      append(from, next);
    }
  }

  private boolean endsLine(int from) {
    return lineBreak(next) > 0
        || (next > from && startsWith(next, DASHES))
        || (spacesForLines && text[next] == ' ' && next > from && text[next - 1] != ':');
  }

  /** The label of the BEGIN or END that is next, which is consumed; else null. */
  private @Nullable String label(byte[] start) {
    if (!startsWith(next, start)) {
      return null;
    }
    int from = next + start.length;
    for (int to = from; to < text.length && lineBreak(to) == 0; to++) {
      if (startsWith(to, DASHES)) {
        String label = string(from, to).strip();
        if (label.isEmpty()) {
          return null;
        }
        next = to + DASHES.length;
        return label;
      }
    }
    return null;
  }

  private void end(String ended) {
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
      byte[] content = PemLabel.isPgp(label) ? base64.clone() : Base64.getDecoder().decode(base64);
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

  private void append(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isSpace(text[i])) {
        body[bodyLength++] = text[i];
      }
    }
  }

  private void skipSpace() {
    while (next < text.length && (isSpace(text[next]) || lineBreak(next) > 0)) {
      next += Math.max(1, lineBreak(next));
    }
  }

  private void skipLine() {
    while (next < text.length && text[next] != '\n' && text[next] != '\r') {
      next++;
    }
  }

  /** The length of the line break at this place, escaped or not; 0 if there is none. */
  private int lineBreak(int at) {
    if (text[at] == '\n' || text[at] == '\r') {
      return 1;
    }
    return text[at] == '\\' && at + 1 < text.length && (text[at + 1] == 'n' || text[at + 1] == 'r')
        ? 2
        : 0;
  }

  private String string(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
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
