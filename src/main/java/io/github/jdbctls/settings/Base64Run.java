package io.github.jdbctls.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells base64 of a key in a text from the names that are as long.
 *
 * <ol>
 *   <li>A run of 48 or more characters of base64, of either alphabet. A 32-byte key has so many
 *       with its frame; a shorter run is a name like any other. Folders may stand before it.
 *   <li>Its parts between slashes have 12 characters on the average, where those of a path are
 *       shorter and those of base64 about 64.
 *   <li>It has digits, and letters of both cases, each at least an eighth. Hashes, UUIDs and names
 *       with hyphens have one case.
 *   <li>The kind of character changes at two places of five at least. That is so for random bits,
 *       but not for words that are joined by capital letters.
 *   <li>Or it begins as DER of a key does: {@code MIA} to {@code MII} for more than 127 bytes, else
 *       {@code M}, two characters and the version, and goes on for 32 characters.
 * </ol>
 */
final class Base64Run {
  /** No text that is shorter is found to have one. */
  static final int SHORTEST_KEY = 35;

  private static final int SHORTEST = 48;
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/=_-]{" + SHORTEST + ",}");
  private static final Pattern DER =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:MI[A-I][A-Za-z0-9+=]{32}"
              + "|M[A-H][A-Za-z0-9+/_-]CAQ[AE][A-Za-z0-9+/=_-]{32})");
  private static final int SHORTEST_PART = 12;
  private static final int LEAST_SHARE = 8;
  private static final int FOLDERS = 8;

  private Base64Run() {}

  /** Whether there is one in the text. */
  static boolean isIn(String text) {
    if (DER.matcher(text).find()) {
      return true;
    }
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      if (endsRandomly(run.group())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the run, or what follows some folders in it, is random. */
  private static boolean endsRandomly(String run) {
    int[] counts = new int[4];
    int changes = 0;
    int slashes = 0;
    int behind = -1;
    for (int i = run.length() - 1; i >= 0; i--) {
      char c = run.charAt(i);
      if (c == '/' && isRandom(run.length() - 1 - i, slashes, counts, changes)) {
        return true;
      }
      int kind = kind(c);
      counts[kind]++;
      slashes += c == '/' ? 1 : 0;
      changes += behind >= 0 && kind != behind ? 1 : 0;
      behind = kind;
    }
    return isRandom(run.length(), slashes, counts, changes);
  }

  private static boolean isRandom(int length, int slashes, int[] counts, int changes) {
    return length >= SHORTEST - FOLDERS
        && length / (slashes + 1) >= SHORTEST_PART
        && counts[0] * LEAST_SHARE >= length
        && counts[1] * LEAST_SHARE >= length
        && counts[2] > 0
        && changes * 5 >= length * 2;
  }

  private static int kind(char c) {
    if (c >= 'A' && c <= 'Z') {
      return 0;
    }
    if (c >= 'a' && c <= 'z') {
      return 1;
    }
    return c >= '0' && c <= '9' ? 2 : 3;
  }
}
