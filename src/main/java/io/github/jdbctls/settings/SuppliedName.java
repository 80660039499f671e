package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.regex.Pattern;

/**
 * The name of material that the application supplies, behind {@code supplied:}: at most 64 letters,
 * digits, {@code _}, {@code -} and {@code .}. A message shows no other: it may be anything.
 */
public final class SuppliedName {
  /** What a name must be, in words. */
  public static final String RULE =
      "The name of supplied material has 1 to 64 letters, digits, and any of _ - .";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private SuppliedName() {}

  /** Whether it is one. */
  public static boolean isOne(String text) {
    return NAME.matcher(text).matches() && !Shown.isInline(text);
  }

  static String read(Origin origin, String text) throws ProblemException {
    if (!isOne(text)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              origin.describe() + " has no name of supplied material behind supplied:")
          .withRemedy(RULE + ": supplied:client, for example.")
          .exception();
    }
    return text;
  }
}
