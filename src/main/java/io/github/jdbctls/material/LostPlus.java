package io.github.jdbctls.material;

/**
 * Finds a space in base64 that may have been a {@code +}, which URL decoding turns into a space.
 *
 * <ol>
 *   <li>Only what stands between {@code -----BEGIN ...-----} and the next {@code -----} is looked
 *       at; without them, all of the text.
 *   <li>Headers, which end with a colon, and what belongs to them, are no base64.
 *   <li>Text that was broken into lines has pieces of one length, a multiple of four, but for a
 *       last one that is no longer. White space that makes any other pieces is suspicious, if a
 *       space is among it.
 * </ol>
 */
final class LostPlus {
  private static final String DASHES = "-----";
  private static final String BEGIN = DASHES + "BEGIN";

  private LostPlus() {}

  /** Whether such a space is in a text. */
  static boolean isIn(String text) {
    int begin = text.indexOf(BEGIN);
    if (begin < 0) {
      return isUneven(text);
    }
    while (begin >= 0) {
      int from = text.indexOf(DASHES, begin + BEGIN.length());
      if (from < 0) {
        return false;
      }
      int to = text.indexOf(DASHES, from + DASHES.length());
      String body = text.substring(from + DASHES.length(), to < 0 ? text.length() : to);
      if (body.indexOf(':') < 0 && isUneven(body)) {
        return true;
      }
      begin = to < 0 ? -1 : text.indexOf(BEGIN, to);
    }
    return false;
  }

  private static boolean isUneven(String base64) {
    String body = base64.strip();
    if (body.indexOf(' ') < 0) {
      return false;
    }
    String[] pieces = body.split("\\s+|(?:\\\\[nr])+", -1);
    int length = pieces[0].length();
    for (int i = 0; i < pieces.length - 1; i++) {
      if (pieces[i].length() != length) {
        return true;
      }
    }
    return length % 4 != 0 || pieces[pieces.length - 1].length() > length;
  }
}
