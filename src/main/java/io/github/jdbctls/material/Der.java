package io.github.jdbctls.material;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frame of a DER structure (X.690): enough to tell what it is, to put an old key format into
 * PKCS#8, to find the parts of a PKCS#12 store, and to know what a decryption would cost before it
 * is begun. Keys and certificates themselves are decoded by the JDK or by BouncyCastle, never here.
 *
 * <p>Single-byte tags and definite lengths up to the size of the input only. Nothing is copied or
 * computed before it is asked for, and no name is longer than a name can be. Immutable.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  static final int CONTEXT_0 = 0xA0;

  /** Twice the longest identifier that means anything here; each of its bytes could be an arc. */
  private static final int LONGEST_IDENTIFIER = 64;

  private static final int CONSTRUCTED = 0x20;

  /** More than any structure that is looked at has. */
  private static final int MOST_LEVELS = 32;

  /** More certificates than any source may have; a list's entries are not looked at. */
  private static final int MOST_CHILDREN = 100_000;

  private final byte[] bytes;
  private final int from;
  private final int contentFrom;
  private final int to;

  private Der(byte[] bytes, int from, int contentFrom, int to) {
    this.bytes = bytes;
    this.from = from;
    this.contentFrom = contentFrom;
    this.to = to;
  }

  /** The one value that these bytes are. */
  static Der of(byte[] bytes) throws IOException {
    Der value = at(bytes, 0, bytes.length);
    if (value.to != bytes.length) {
      throw new IOException("bytes after the end");
    }
    return value;
  }

  private static Der at(byte[] bytes, int from, int limit) throws IOException {
    if (limit - from < 2 || (bytes[from] & 0x1F) == 0x1F) {
      throw new IOException("no tag and length");
    }
    int contentFrom = from + 2;
    long length = bytes[from + 1] & 0xFF;
    if (length >= 0x80) {
      int octets = (int) length & 0x7F;
      if (octets < 1 || octets > 4 || octets > limit - contentFrom) {
        throw new IOException("no definite length");
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | (bytes[contentFrom++] & 0xFF);
      }
    }
    if (length > limit - contentFrom) {
      throw new IOException("cut short");
    }
    return new Der(bytes, from, contentFrom, contentFrom + (int) length);
  }

  int tag() {
    return bytes[from] & 0xFF;
  }

  /** The values within, for a constructed one; an error if they are more than in any real one. */
  List<Der> children() throws IOException {
    if ((tag() & CONSTRUCTED) == 0) {
      throw new IOException("not constructed");
    }
    List<Der> children = new ArrayList<>();
    for (int next = contentFrom; next < to; ) {
      Der child = at(bytes, next, to);
      if (children.size() == MOST_CHILDREN) {
        throw new IOException("too many values");
      }
      children.add(child);
      next = child.to;
    }
    return children;
  }

  /** The child with this index. */
  Der child(int index) throws IOException {
    List<Der> children = children();
    if (index >= children.size()) {
      throw new IOException("a field is missing");
    }
    return children.get(index);
  }

  /** How many bytes tag, length and content are. */
  int length() {
    return to - from;
  }

  /** Tag, length and content. */
  byte[] encoded() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /**
   * Whether this value and all within have definite lengths, as far as can be seen from outside.
   */
  boolean isDefinite() {
    return isDefinite(MOST_LEVELS);
  }

  private boolean isDefinite(int levels) {
    if ((tag() & CONSTRUCTED) == 0) {
      return true;
    }
    if (levels == 0) {
      return false;
    }
    try {
      for (Der child : children()) {
        if (!child.isDefinite(levels - 1)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The value that a primitive octet string holds; nothing is copied. */
  Der wrapped() throws IOException {
    require(OCTET_STRING);
    Der value = at(bytes, contentFrom, to);
    if (value.to != to) {
      throw new IOException("bytes after the end");
    }
    return value;
  }

  /** Requires definite lengths at all of its levels, which are few. */
  void requireDefinite() throws IOException {
    BerFrame.requireDefinite(bytes, from, to);
  }

  /** The content of an octet string, whose segments are joined if it is constructed. */
  byte[] octets() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - contentFrom);
    writeOctets(out, 4);
    return out.toByteArray();
  }

  private void writeOctets(ByteArrayOutputStream out, int levels) throws IOException {
    if ((tag() & CONSTRUCTED) == 0) {
      out.write(bytes, contentFrom, to - contentFrom);
      return;
    }
    if (levels == 0) {
      throw new IOException("an octet string in too many segments");
    }
    for (Der segment : children()) {
      require(segment.tag() & ~CONSTRUCTED, OCTET_STRING);
      segment.writeOctets(out, levels - 1);
    }
  }

  BigInteger integer() throws IOException {
    require(INTEGER);
    if (contentFrom == to) {
      throw new IOException("an empty integer");
    }
    return new BigInteger(bytes, contentFrom, to - contentFrom);
  }

  /** The object identifier in dots, if it is of a length that identifiers have. */
  String objectIdentifier() throws IOException {
    require(OBJECT_IDENTIFIER);
    if (to - contentFrom > LONGEST_IDENTIFIER) {
      throw new IOException("an object identifier that is too long");
    }
    StringBuilder dotted = new StringBuilder();
    long arc = 0;
    for (int i = contentFrom; i < to; i++) {
      if (arc > Long.MAX_VALUE >> 8) {
        throw new IOException("an object identifier that is too long");
      }
      arc = arc << 7 | (bytes[i] & 0x7F);
      if (bytes[i] >= 0) {
        if (dotted.isEmpty()) {
          long first = Math.min(arc / 40, 2);
          dotted.append(first).append('.').append(arc - 40 * first);
        } else {
          dotted.append('.').append(arc);
        }
        arc = 0;
      }
    }
    return dotted.toString();
  }

  private void require(int tag) throws IOException {
    require(tag(), tag);
  }

  private static void require(int found, int tag) throws IOException {
    if (found != tag) {
      throw new IOException("another type");
    }
  }

  /** Encodes a value of this tag around these contents. */
  static byte[] encode(int tag, byte[]... contents) {
    int length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int start = octets[0] == 0 ? 1 : 0;
      out.write(0x80 | (octets.length - start));
      out.write(octets, start, octets.length - start);
    }
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }
}
