package io.github.jdbctls.material;

import java.util.Arrays;

/**
 * A text file in one byte a character, without a byte order mark: UTF-8 as it is, of UTF-16 (which
 * Windows PowerShell writes when it redirects to a file) the ASCII characters, the rest as {@code
 * ?}. Goes without a {@code String}, which could not be wiped.
 */
final class PlainText {
  private PlainText() {}

  /** The text: the file itself if there is nothing to change, else a copy. */
  static byte[] of(byte[] file) {
    if (begins(file, 0xEF, 0xBB, 0xBF)) {
      return Arrays.copyOfRange(file, 3, file.length);
    }
    if (begins(file, 0xFF, 0xFE)) {
      return narrow(file, 2, 1);
    }
    if (begins(file, 0xFE, 0xFF)) {
      return narrow(file, 2, 0);
    }
    if (begins(file, '-', 0, '-', 0)) {
      return narrow(file, 0, 1);
    }
    if (begins(file, 0, '-', 0, '-')) {
      return narrow(file, 0, 0);
    }
    return file;
  }

  private static byte[] narrow(byte[] file, int from, int highByte) {
    byte[] text = new byte[(file.length - from) / 2];
    for (int i = 0; i < text.length; i++) {
      byte high = file[from + 2 * i + highByte];
      byte low = file[from + 2 * i + 1 - highByte];
      text[i] = high == 0 && low >= 0 ? low : (byte) '?';
    }
    return text;
  }

  private static boolean begins(byte[] file, int... start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((file[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
