package io.github.jdbctls.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One value of ASN.1's distinguished encoding (X.690): a tag and its content.
 *
 * <p>Reads what the JDK drops or repairs (malformed extensions, lengths of addresses, embedded
 * NULs), without the start-up cost of a library. It looks only as deep as it is asked to, never
 * recurses, and takes definite, minimal lengths of at most three bytes only. Immutable.
 */
final class DerValue {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final int tag;
  private final byte[] content;

  DerValue(int tag, byte[] content) {
    this.tag = tag;
    this.content = content.clone();
  }

  /** Reads bytes that are exactly one value. */
  static DerValue only(byte[] bytes) throws MalformedException {
    List<DerValue> values = read(bytes);
    if (values.size() != 1) {
      throw new MalformedException("one value was expected, not " + values.size());
    }
    return values.get(0);
  }

  private static List<DerValue> read(byte[] bytes) throws MalformedException {
    List<DerValue> values = new ArrayList<>();
    int position = 0;
    while (position < bytes.length) {
      int start = position;
      int tag = bytes[position++] & 0xff;
      if ((tag & 0x1f) == 0x1f) {
        throw new MalformedException("a tag of more than one byte");
      }
      int length = position < bytes.length ? bytes[position++] & 0xff : -1;
      if (length >= 0x80) {
        int lengthBytes = length & 0x7f;
        if (lengthBytes < 1 || lengthBytes > 3 || lengthBytes > bytes.length - position) {
          throw new MalformedException("a length that is indefinite or out of range");
        }
        length = 0;
        for (int i = 0; i < lengthBytes; i++) {
          length = (length << 8) | (bytes[position++] & 0xff);
        }
      }
      if (length >= 0 && header(length) != position - start) {
        throw new MalformedException("a length that is longer than it needs to be");
      }
      if (length < 0 || length > bytes.length - position) {
        throw new MalformedException("a value that is cut off");
      }
      values.add(new DerValue(tag, Arrays.copyOfRange(bytes, position, position + length)));
      position += length;
    }
    return values;
  }

  /** How many bytes tag and length take. */
  private static int header(int length) {
    return length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : 5;
  }

  int tag() {
    return tag;
  }

  boolean is(int expectedTag) {
    return tag == expectedTag;
  }

  /** This value, which must have the tag. */
  DerValue expect(int expectedTag) throws MalformedException {
    if (tag != expectedTag) {
      throw new MalformedException(String.format("tag %02x in place of %02x", tag, expectedTag));
    }
    return this;
  }

  /** The values inside a constructed value. */
  List<DerValue> children() throws MalformedException {
    return read(content);
  }

  byte[] content() {
    return content.clone();
  }

  /** The content in hexadecimal digits, by which object identifiers are compared. */
  String hex() {
    return HexFormat.of().formatHex(content);
  }

  /** The content, one character for each byte: the one reading that hides and folds nothing. */
  String text() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /** Tag, length and content. */
  byte[] encoded() {
    int length = content.length;
    byte[] header = new byte[header(length)];
    int lengthBytes = header.length - 2;
    header[0] = (byte) tag;
    header[1] = (byte) (lengthBytes == 0 ? length : 0x80 | lengthBytes);
    for (int i = 0; i < lengthBytes; i++) {
      header[2 + i] = (byte) (length >> (8 * (lengthBytes - 1 - i)));
    }
    byte[] encoded = Arrays.copyOf(header, header.length + length);
    System.arraycopy(content, 0, encoded, header.length, length);
    return encoded;
  }
}
