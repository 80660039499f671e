package io.github.jdbctls.settings;

/** Text of the user's as a message may show it: short, on one line, and never an inline key. */
public final class Shown {
  private static final int LONGEST = 80;
  private static final String BEYOND_PLAIN = "%:;,=";

  private Shown() {}

  /**
   * Whether a text is a key or certificate itself, or seems to have a secret in it, which nobody
   * should see.
   */
  public static boolean isInline(String text) {
    return !isPlain(text) && SecretText.isIn(text);
  }

  /** A path such as most are: too short for a key, and without what all other rules need. */
  private static boolean isPlain(String text) {
    if (text.length() >= Base64Run.SHORTEST_KEY || text.contains("-----")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (BEYOND_PLAIN.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** A value, in quotes. */
  public static String value(String text) {
    if (isInline(text) || text.length() > LONGEST) {
      return "a value of " + text.length() + " characters";
    }
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }

  /** A key, in quotes, up to the first character that no key has: what follows may be a secret. */
  static String key(String text) {
    int end = 0;
    while (end < text.length() && end < LONGEST && isKeyCharacter(text.charAt(end))) {
      end++;
    }
    return '"' + text.substring(0, end) + (end < text.length() ? "…" : "") + '"';
  }

  /** Whether a key has none but the characters that keys have. */
  static boolean isKey(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isKeyCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKeyCharacter(char c) {
    return c == '_' || c == '-' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
  }
}
