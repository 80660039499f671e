package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How modes are written. */
final class Modes {
  /** Each as often as it is to be drawn. */
  static final String USUAL =
      "verify-full verify-full verify-full verify-full verify-full verify-full"
          + " verify-ca verify-ca verify-ca verify-ca require require prefer prefer allow allow"
          + " disable";

  /** Spellings that libpq does not know, and values that nobody knows. */
  static final String UNUSUAL = "REQUIRE Verify-Full VERIFY_CA VERIFY_IDENTITY no verifyfull";

  private Modes() {}

  /** Everything that is drawn, each once. */
  static List<String> all() {
    return Stream.of((USUAL + " " + UNUSUAL).split(" ", -1)).distinct().toList();
  }

  /** The same mode as libpq spells it; any other text as it is. */
  static String inLibpqsWords(String mode) {
    String word = mode.toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (word) {
      case "verify-identity" -> "verify-full";
      case "require", "verify-ca", "verify-full" -> word;
      default -> mode;
    };
  }
}
