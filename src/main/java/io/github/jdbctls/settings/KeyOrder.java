package io.github.jdbctls.settings;

import java.util.Comparator;

/**
 * Compares keys of the driver's without regard to the case of ASCII letters; no other character is
 * taken for one of them.
 *
 * <p>{@link String#CASE_INSENSITIVE_ORDER} does take some: for it the long s is an s, and both the
 * dotless and the dotted i are an i. With a key for which a rule is found by that, and which the
 * driver and the rest of us take for another one, a place could overrule another.
 */
public enum KeyOrder implements Comparator<String> {
  /** The order. */
  ANY_CASE;

  @Override
  public int compare(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      int difference = lowerCase(one.charAt(i)) - lowerCase(other.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return one.length() - other.length();
  }

  private static int lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
}
