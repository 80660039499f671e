package io.github.jdbctls.dialect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The texts of a URL, read alike for every driver that decodes them. */
public final class UrlText {
  private UrlText() {}

  /**
   * Decodes a part of a URL: escapes are UTF-8, a {@code +} is a blank.
   *
   * @param what the part is, in words; no message repeats the part itself
   * @throws ProblemException if an escape is none, or stands for a null character
   */
  public static String decode(String text, String what) throws ProblemException {
    String decoded;
    try {
      decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(what + " has a \"%\" that is not followed by two hexadecimal digits");
    }
    if (decoded.indexOf('\0') >= 0) {
      throw invalid(what + " has a null character");
    }
    return decoded;
  }

  /** Returns nothing for an empty text. */
  public static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /**
   * Returns the failure of a URL that the driver would not take, or would read otherwise.
   *
   * @param found what is wrong with it; repeats nothing of the URL, which may hold a password
   */
  public static ProblemException invalid(String found) {
    return Problem.of(TlsFailure.INVALID_URL, "the URL cannot be read: " + found).exception();
  }
}
