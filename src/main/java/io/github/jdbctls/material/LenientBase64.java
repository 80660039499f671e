package io.github.jdbctls.material;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 as people paste it (RFC 4648): the standard alphabet or the one for URLs, with or without
 * padding; white space, and the two characters {@code \n} or {@code \r} of an escaped text, are
 * ignored.
 */
final class LenientBase64 {
  private LenientBase64() {}

  /** The bytes, at least one; empty if the text is something else. */
  static Optional<byte[]> decode(String text) {
    byte[] characters = new byte[text.length()];
    byte[] exact = new byte[0];
    int length = 0;
    try {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < text.length() && "nr".indexOf(text.charAt(i + 1)) >= 0) {
          i++;
        } else if (c > 0x7F) {
          return Optional.empty();
        } else if (!Character.isWhitespace(c)) {
          characters[length++] = standard(c);
        }
      }
      exact = Arrays.copyOf(characters, length);
      byte[] decoded = Base64.getDecoder().decode(exact);
      return decoded.length == 0 ? Optional.empty() : Optional.of(decoded);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(characters, (byte) 0);
      Arrays.fill(exact, (byte) 0);
    }
  }

  private static byte standard(char c) {
    return (byte) (c == '-' ? '+' : c == '_' ? '/' : c);
  }
}
