package io.github.jdbctls.trust;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/**
 * Words of a certificate as a message may show them: what a forger wrote must not forge a log line.
 * Control, format and unassigned characters become {@code ?}, long texts are cut.
 */
final class PrintableText {
  private static final int LONGEST = 200;

  private PrintableText() {}

  /** The text without anything that a log or a terminal would obey. */
  static String of(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
    return text.codePointCount(0, text.length()) > LONGEST ? printable + "..." : printable + "";
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** The printable text in quotes. */
  static String quote(String text) {
    return '"' + of(text) + '"';
  }

  /** A distinguished name in quotes. */
  static String name(X500Principal name) {
    return quote(name.getName());
  }

  /** A certificate by its subject, or by its serial number where it has none. */
  static String certificate(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.isEmpty()
        ? "the certificate with the serial number " + certificate.getSerialNumber().toString(16)
        : "the certificate of " + quote(subject);
  }

  /** The message of an exception, which may quote the certificate. */
  static String message(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : of(message);
  }
}
