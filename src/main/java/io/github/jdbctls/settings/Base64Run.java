package io.github.jdbctls.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells base64 of a key in a text from the names that are as long.
 *
 * <ol>
 *   <li>A run of 48 or more characters of base64, of either alphabet. A 32-byte key has so many
 *       with its frame; a shorter run is a name like any other.
 *   <li>Its parts between slashes are 20 characters long on the average, where those of a path are
 *       shorter and those of base64 about 64.
 *   <li>It has digits, and letters of both cases, each at least an eighth. Hashes, UUIDs and names
 *       with hyphens have one case.
 *   <li>The kind of character changes at two places of five at least. That is so for random bits,
 *       but not for words that are joined by capital letters.
 *   <li>A shorter run that begins with {@code MIA} to {@code MII}, as DER of more than 127 bytes
 *       does, and goes on for 32 characters without a slash or hyphen.
 * </ol>
 */
final class Base64Run {
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/=_-]{48,}");
  private static final Pattern DER = Pattern.compile("(?<![A-Za-z0-9])MI[A-I][A-Za-z0-9+=]{32}");
  private static final int SHORTEST_PART = 20;
  private static final int LEAST_SHARE = 8;

  private Base64Run() {}

  /** Whether there is one in the text. */
  static boolean isIn(String text) {
    if (DER.matcher(text).find()) {
      return true;
    }
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      if (isRandom(run.group())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRandom(String run) {
    int[] counts = new int[4];
    int changes = 0;
    int slashes = 0;
    int before = -1;
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      int kind = kind(c);
      counts[kind]++;
      slashes += c == '/' ? 1 : 0;
      changes += i > 0 && kind != before ? 1 : 0;
      before = kind;
    }
    int length = run.length();
    return length / (slashes + 1) >= SHORTEST_PART
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
