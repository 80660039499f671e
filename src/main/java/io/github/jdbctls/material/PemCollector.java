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
 * The blocks of a text while they are read.
 *
 * <ol>
 *   <li>Lines with a colon at the beginning of a block are headers. Only those that mean something
 *       ({@link DekInfoKey#HEADERS}) are kept: a file could have any number of others.
 *   <li>What else stands in it is base64 and white space, nothing else.
 *   <li>A PGP block is kept, but not decoded.
 * </ol>
 *
 * Closing it wipes what it holds of the block that is open. Not thread-safe.
 */
final class PemCollector implements AutoCloseable {
  private final byte[] text;
  private final List<PemBlock> blocks = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] body;
  private int bodyLength;
  private @Nullable String open;

  /** For the blocks of this text. */
  PemCollector(byte[] text) {
    this.text = text;
    this.body = new byte[text.length];
  }

  boolean isOpen() {
    return open != null;
  }

  /** Opens a block. */
  void begin(String label) {
    open = label;
  }

  /** Adds a line of the text to the open block. */
  void line(int from, int to) {
    int colon = -1;
    for (int i = from; i < to && bodyLength == 0 && colon < 0; i++) {
      colon = text[i] == ':' ? i : -1;
    }
    if (colon >= 0) {
      String name = string(from, colon).strip();
      if (DekInfoKey.HEADERS.contains(name)) {
        headers.put(name, string(colon + 1, to).strip());
      }
      return;
    }
    for (int i = from; i < to; i++) {
      if (!isSpace(text[i])) {
        body[bodyLength++] = text[i];
      }
    }
  }

  /** Completes the open block. */
  void end(String ended) {
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

  /** Gives the open block up. */
  void damaged(String damage) {
    if (open != null) {
      blocks.add(PemBlock.damaged(blocks.size() + 1, open, damage));
    }
    reset();
  }

  /** All blocks, where the text has ended. */
  List<PemBlock> finish() {
    damaged("it is cut short, its END line is missing");
    return List.copyOf(blocks);
  }

  private void reset() {
    open = null;
    bodyLength = 0;
    headers.clear();
  }

  private String string(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }
}
