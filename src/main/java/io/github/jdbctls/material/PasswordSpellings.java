package io.github.jdbctls.material;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The ways in which programs turn a password into the characters that a key is derived from.
 * Closing it wipes them. Not thread-safe.
 *
 * <ol>
 *   <li>The characters themselves: what the JDK, Windows, .NET and OpenSSL since 1.1.0 write.
 *   <li>A password beyond ASCII: each byte of its UTF-8 as a character, as OpenSSL before 1.1.0
 *       wrote PKCS#12.
 *   <li>No password, in PKCS#12: the empty text with and without its terminating zero.
 * </ol>
 */
final class PasswordSpellings implements AutoCloseable {
  private final List<char[]> all;

  private PasswordSpellings(List<char[]> all) {
    this.all = all;
  }

  /** The spellings of a password, which is taken over and wiped in the end. */
  static PasswordSpellings of(char[] password) {
    if (EncryptedInfo.isAscii(password)) {
      return new PasswordSpellings(List.of(password));
    }
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    char[] bytes = new char[utf8.remaining()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (char) (utf8.get() & 0xFF);
    }
    utf8.clear();
    utf8.put(new byte[utf8.remaining()]);
    return new PasswordSpellings(List.of(password, bytes));
  }

  /** The spellings of a password in PKCS#12, where it can be empty. */
  static PasswordSpellings ofPkcs12(char[] password) {
    return password.length == 0
        ? new PasswordSpellings(List.of(password, new char[1]))
        : of(password);
  }

  /** The spellings themselves, not copies, in the order in which they are tried. */
  List<char[]> all() {
    return all;
  }

  @Override
  public void close() {
    for (char[] spelling : all) {
      Arrays.fill(spelling, '\0');
    }
  }
}
