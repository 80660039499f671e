package io.github.jdbctls.material;

import io.github.jdbctls.material.Content.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells texts without a PEM block by their beginning, and by words that stand in it. */
final class TextContent {
  /** The most that is looked at. */
  private static final int HEAD = 16 << 10;

  private static final int SOME_BASE64 = 16;
  private static final Pattern SSH =
      Pattern.compile("(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-|---- begin ssh2 public key)");
  private static final Pattern KUBERNETES =
      Pattern.compile("^(apiVersion|kind): ", Pattern.MULTILINE);
  private static final Pattern REPLACED_DASHES =
      Pattern.compile("^-*[\\u2012-\\u2015][-\\u2012-\\u2015]*BEGIN ", Pattern.MULTILINE);

  private TextContent() {}

  /** What a text is; binary data if it is none. */
  static Content of(byte[] bytes) {
    byte[] text = PlainText.of(bytes);
    int length = Math.min(text.length, HEAD);
    boolean base64 = true;
    for (int i = 0; i < length; i++) {
      int b = text[i] & 0xFF;
      if (b < ' ' && (b < '\t' || b > '\r')) {
        return content(Kind.BINARY);
      }
      base64 &= b <= ' ' || (Character.isLetterOrDigit(b) && b < 0x80) || "+/=".indexOf(b) >= 0;
    }
    String head = new String(text, 0, length, StandardCharsets.UTF_8).strip();
    return base64 && head.length() >= SOME_BASE64
        ? base64(text).orElseGet(() -> content(kind(head)))
        : content(kind(head));
  }

  private static Content content(Kind kind) {
    return new Content(kind, kind.description(), Set.of(kind));
  }

  /** Base64 of something that is known; else it is any text without marks. */
  private static Optional<Content> base64(byte[] text) {
    byte[] decoded = new byte[0];
    try {
      decoded = Base64.getMimeDecoder().decode(text);
      Content inner = Content.of(decoded);
      return switch (inner.kind()) {
        case TEXT, COMMENTS, BINARY, OTHER_DER -> Optional.empty();
        case PEM, JKS, JCEKS, PKCS12, OPENSSH_KEY -> wrapped(Kind.BASE64, inner, "");
        default -> wrapped(Kind.BARE_BASE64, inner, " without the BEGIN and END lines of PEM");
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(decoded, (byte) 0);
    }
  }

  private static Optional<Content> wrapped(Kind kind, Content inner, String how) {
    return Optional.of(new Content(kind, "base64 of " + inner.description() + how, inner.parts()));
  }

  private static Kind kind(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<")) {
      boolean html = lower.startsWith("<!doctype html") || lower.startsWith("<html");
      return html
          ? Kind.HTML
          : lower.contains("x509certificate>") ? Kind.XML_CERTIFICATE : Kind.XML;
    }
    if (lower.startsWith("{") || lower.startsWith("[")) {
      return lower.contains("-----begin ")
          ? Kind.JSON_PEM
          : lower.contains("\"kty\"") ? Kind.JSON_WEB_KEY : Kind.JSON;
    }
    if (lower.startsWith("putty-user-key-file")) {
      return Kind.PUTTY_KEY;
    }
    if (SSH.matcher(lower).lookingAt()) {
      return lower.contains("-cert-v01@openssh.com") ? Kind.SSH_CERTIFICATE : Kind.SSH_PUBLIC_KEY;
    }
    if (KUBERNETES.matcher(head).find()) {
      return Kind.KUBERNETES_MANIFEST;
    }
    if (REPLACED_DASHES.matcher(head).find()) {
      return Kind.REPLACED_DASHES;
    }
    if (lower.contains("-----begin ")) {
      return Kind.EMBEDDED_PEM;
    }
    return head.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))
        ? Kind.COMMENTS
        : Kind.TEXT;
  }
}
