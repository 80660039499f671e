package io.github.jdbctls.material;

import java.io.IOException;

/**
 * A walk over a BER structure (X.690) before a library reads it: libraries read values with
 * indefinite lengths that stand in each other again at each level, or recursively. Takes time in
 * proportion to the bytes, and a constant amount of memory.
 */
final class BerFrame {
  /** More than any certificate, key or key store has. */
  private static final int MOST_LEVELS = 64;

  /** As many as ten thousand certificates have; a library takes a hundred bytes for each. */
  private static final int MOST_VALUES = 1_000_000;

  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1F;
  private static final int INDEFINITE = -1;

  private final byte[] bytes;

  /** Where the open values end at the latest, from the outermost inwards. */
  private final int[] ends = new int[MOST_LEVELS + 1];

  /** Which of them are open until their end is marked. */
  private final boolean[] marked = new boolean[MOST_LEVELS + 1];

  private int levels;
  private int values;
  private int next;
  private boolean indefinite;

  private BerFrame(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.next = from;
    this.ends[0] = to;
  }

  /**
   * Requires that the first value has no more levels and values within than any real one; what is
   * behind it does not matter.
   *
   * @throws IOException if it has more, or is cut short
   */
  static void requireFewLevels(byte[] bytes) throws IOException {
    new BerFrame(bytes, 0, bytes.length).walk();
  }

  /**
   * Requires few levels, and definite lengths as in DER.
   *
   * @throws IOException if a length is indefinite, or there are too many levels, or the value is
   *     cut short
   */
  static void requireDefinite(byte[] bytes, int from, int to) throws IOException {
    BerFrame frame = new BerFrame(bytes, from, to);
    frame.walk();
    if (frame.indefinite) {
      throw new IOException("an indefinite length");
    }
  }

  private void walk() throws IOException {
    do {
      if (marked[levels] && isEndOfContents()) {
        next += 2;
        levels--;
      } else {
        readValue();
      }
      while (levels > 0 && !marked[levels] && ends[levels] == next) {
        levels--;
      }
    } while (levels > 0);
  }

  private boolean isEndOfContents() {
    return ends[levels] - next >= 2 && bytes[next] == 0 && bytes[next + 1] == 0;
  }

  /** Reads tag and length; goes into a constructed value, and over any other. */
  private void readValue() throws IOException {
    if (++values > MOST_VALUES) {
      throw new IOException("more than " + MOST_VALUES + " values");
    }
    int tag = octet();
    if ((tag & LONG_TAG) == LONG_TAG) {
      while (octet() >= 0x80) {
        // The number of the tag does not matter.
      }
    }
    int length = length();
    if ((tag & CONSTRUCTED) == 0) {
      if (length == INDEFINITE) {
        throw new IOException("a primitive value without a length");
      }
      next += length;
      return;
    }
    if (levels == MOST_LEVELS) {
      throw new IOException("more than " + MOST_LEVELS + " levels");
    }
    boolean open = length == INDEFINITE;
    indefinite |= open;
    int end = open ? ends[levels] : next + length;
    levels++;
    ends[levels] = end;
    marked[levels] = open;
  }

  private int length() throws IOException {
    int first = octet();
    if (first == 0x80) {
      return INDEFINITE;
    }
    long length = first;
    if (first > 0x80) {
      length = 0;
      for (int i = first & 0x7F; i > 0; i--) {
        length = length << 8 | octet();
        requireWithin(length);
      }
    }
    requireWithin(length);
    return (int) length;
  }

  private void requireWithin(long length) throws IOException {
    if (length > ends[levels] - next) {
      throw new IOException("cut short");
    }
  }

  private int octet() throws IOException {
    if (next >= ends[levels]) {
      throw new IOException("cut short");
    }
    return bytes[next++] & 0xFF;
  }
}
