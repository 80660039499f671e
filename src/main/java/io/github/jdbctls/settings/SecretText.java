package io.github.jdbctls.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells texts that seem to have a secret in them. When in doubt it takes them for such.
 *
 * <ol>
 *   <li>A key that speaks of a password, secret, token, credential or key of SCRAM, and a text in
 *       which one is given a value, as when a separator was mistyped.
 *   <li>An inline key or certificate, or base64 of one ({@link Base64Run}).
 * </ol>
 *
 * <p>Looks at a text decoded until nothing changes. Takes any text, and never throws.
 */
final class SecretText {
  private static final Pattern KEY =
      Pattern.compile("pass|pwd|secret|token|credential|auth_?key|scram_\\w{0,32}key");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:" + KEY + ")[a-z0-9_.\\s-]{0,64}[=:]");
  private static final Pattern CONTENT =
      Pattern.compile(
          "-----|(?:base64|b64)\\s*[:;,]|pkcs11:|(?:^|=)[\\s\"']*(?:m[c-i]|ls0t)[a-z0-9+/=_\\s-]{48}");
  private static final Pattern ENCODED_RUN = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
  private static final int MOST_DECODINGS = 5;

  private SecretText() {}

  /** Whether there is a secret in the text. */
  static boolean isIn(String text) {
    return assigns(text) || isContent(text);
  }

  /** Whether it is the key of a secret. */
  static boolean isKey(String text) {
    return KEY.matcher(decoded(text)).find();
  }

  /** Whether the key of a secret is given a value in it. */
  static boolean assigns(String text) {
    return ASSIGNMENT.matcher(decoded(text)).find();
  }

  /** Whether it is a key or certificate itself. */
  static boolean isContent(String text) {
    return CONTENT.matcher(decoded(text)).find() || Base64Run.isIn(inItsCase(text));
  }

  /** In lower case, decoded. */
  static String decoded(String text) {
    return inItsCase(text).toLowerCase(Locale.ROOT);
  }

  /** Decoded until nothing changes; what cannot be decoded stays. */
  private static String inItsCase(String text) {
    String current = text;
    for (int i = 0; i < MOST_DECODINGS && current.indexOf('%') >= 0; i++) {
      current = decodedOnce(current);
    }
    return current;
  }

  private static String decodedOnce(String text) {
    Matcher run = ENCODED_RUN.matcher(text);
    return run.replaceAll(
        r -> Matcher.quoteReplacement(URLDecoder.decode(r.group(), StandardCharsets.UTF_8)));
  }
}
