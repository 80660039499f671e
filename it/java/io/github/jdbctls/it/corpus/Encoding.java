package io.github.jdbctls.it.corpus;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How what a file holds is written down: binary, or as PEM of some kind. */
enum Encoding {
  DER("DER"),
  PEM("PEM"),
  BYTE_ORDER_MARK("PEM after a byte order mark"),
  CRLF("PEM with CRLF"),
  CR("PEM with CR"),
  UTF_16LE("PEM in UTF-16LE"),
  UTF_16BE("PEM in UTF-16BE"),
  TEXT_AROUND("PEM with text around"),
  BAG_ATTRIBUTES("PEM with Bag Attributes"),
  GARBAGE_BEHIND("PEM with garbage behind"),
  INDENTED("PEM with its base64 indented"),
  ONE_LINE("PEM with its base64 in one line"),
  NO_LAST_LINE_END("PEM without the last line's end");

  private static final String MARK = "\uFEFF";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN [A-Z0-9 ]+-----\n.*?-----END [A-Z0-9 ]+-----\n", Pattern.DOTALL);
  private static final String BAG =
      """
      Bag Attributes
          localKeyID: 01 5B 7A 00 FF
          friendlyName: db client
      subject=CN = app
      Key Attributes: <No Attributes>
      """;

  private final String text;

  Encoding(String text) {
    this.text = text;
  }

  /** Whether it is a form of PEM. */
  boolean isPem() {
    return this != DER;
  }

  /** Writes the PEM, which is in its plainest form, in this one. */
  byte[] write(String pem) {
    return switch (this) {
      case DER -> throw new IllegalStateException("not PEM");
      case PEM -> utf8(pem);
      case BYTE_ORDER_MARK -> utf8(MARK + pem);
      case CRLF -> utf8(pem.replace("\n", "\r\n"));
      case CR -> utf8(pem.replace('\n', '\r'));
      case UTF_16LE -> (MARK + pem.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE);
      case UTF_16BE -> (MARK + pem).getBytes(StandardCharsets.UTF_16BE);
      case TEXT_AROUND ->
          utf8(
              "# Größe: 1, valid until: 2030\n"
                  + around(pem, "Certificate:\n    Version: 3 (0x2)\n\n", "\n# ---- next ----\n"));
      case BAG_ATTRIBUTES -> utf8(around(pem, BAG, ""));
      case GARBAGE_BEHIND -> utf8(around(pem, "", "\u0001\0 garbage = MIIB\u007f\n===\n"));
      case INDENTED ->
          utf8(Pattern.compile("^(?!-)", Pattern.MULTILINE).matcher(pem).replaceAll("  "));
      case ONE_LINE ->
          utf8(Pattern.compile("(?<=[^-:,\n]{64})\n(?!-)").matcher(pem).replaceAll(""));
      case NO_LAST_LINE_END -> utf8(pem.stripTrailing());
    };
  }

  private static String around(String pem, String before, String behind) {
    return BLOCK.matcher(pem).replaceAll(block -> before + block.group() + behind);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
