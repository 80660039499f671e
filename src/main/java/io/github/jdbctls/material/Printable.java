package io.github.jdbctls.material;

import java.security.cert.X509Certificate;

/** Text out of a file, in a form in which a message may quote it. */
final class Printable {
  private static final int LONGEST = 100;

  private Printable() {}

  /** The text without control and formatting characters, cut at 100 characters. */
  static String of(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      printable.append("...");
    }
    return printable.toString();
  }

  /** The subject of a certificate. */
  static String subject(X509Certificate certificate) {
    return of(certificate.getSubjectX500Principal().getName());
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
