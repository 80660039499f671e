package io.github.jdbctls.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What no text may show: words, and any fifteen bytes in a row of some keys in base64, hexadecimal
 * or as they are. Immutable.
 */
public final class SecretText {
  private static final int BYTES = 15;
  private static final int BASE64 = BYTES * 4 / 3;
  private static final int HEX = BYTES * 2;

  private final List<String> words;
  private final Set<String> raw = new HashSet<>();
  private final Set<String> base64 = new HashSet<>();
  private final Set<String> hex = new HashSet<>();

  /** Takes the words and the keys. */
  public SecretText(List<String> words, List<byte[]> keys) {
    this.words = List.copyOf(words);
    for (byte[] key : keys) {
      addWindows(raw, new String(key, StandardCharsets.ISO_8859_1), BYTES);
      addWindows(hex, HexFormat.of().formatHex(key), HEX);
      for (int shift = 0; shift < 3 && shift < key.length; shift++) {
        byte[] rest = Arrays.copyOfRange(key, shift, key.length);
        addWindows(base64, Base64.getEncoder().encodeToString(rest), BASE64);
      }
    }
  }

  private static void addWindows(Set<String> windows, String text, int length) {
    for (int i = 0; i + length <= text.length(); i++) {
      windows.add(text.substring(i, i + length));
    }
  }

  /** The part of the text that must not be shown; empty if there is none. */
  public Optional<String> in(String text) {
    for (String word : words) {
      if (text.contains(word)) {
        return Optional.of(word);
      }
    }
    String digits = text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
    return window(raw, text, BYTES)
        .or(() -> window(base64, text.replaceAll("\\s", ""), BASE64))
        .or(() -> window(hex, digits, HEX));
  }

  private static Optional<String> window(Set<String> windows, String text, int length) {
    for (int i = 0; i + length <= text.length() && !windows.isEmpty(); i++) {
      String window = text.substring(i, i + length);
      if (windows.contains(window)) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  /** The same for the message of an exception, and those behind it. */
  public Optional<String> in(Throwable thrown) {
    Optional<String> found = Optional.empty();
    int depth = 0;
    for (Throwable t = thrown; t != null && found.isEmpty() && depth < 20; t = t.getCause()) {
      found = in(t.toString());
      depth++;
    }
    return found;
  }
}
