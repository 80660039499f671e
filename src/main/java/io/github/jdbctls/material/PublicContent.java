package io.github.jdbctls.material;

import io.github.jdbctls.material.Content.Kind;
import io.github.jdbctls.settings.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells content in a parameter that anybody may see from content that may be a secret.
 *
 * <ol>
 *   <li>PEM is public if it has whole blocks of certificates, PKCS#7 bundles and revocation lists,
 *       and nothing beside them that looks like a block, a key or a password.
 *   <li>Base64 is public if it is one of these in DER, or public PEM.
 *   <li>Anything else may be a secret, a key store as well: it may have keys.
 * </ol>
 */
public final class PublicContent {
  private static final String BEGIN = "-----BEGIN";
  private static final Pattern BLOCK = Pattern.compile(begin() + "[^-]*+-----END \\1-----");
  private static final Pattern BASE64 = Pattern.compile("\\s*base64:", Pattern.CASE_INSENSITIVE);
  private static final Set<Kind> PUBLIC =
      Set.of(Kind.DER_CERTIFICATE, Kind.REVOCATION_LIST, Kind.PKCS7);

  private PublicContent() {}

  private static String begin() {
    return PemLabel.CERTIFICATE_CONTAINERS.stream()
        .sorted()
        .map(Pattern::quote)
        .collect(
            Collectors.joining("|", "-----BEGIN (", "|" + PemLabel.REVOCATION_LIST + ")-----"));
  }

  /** Whether the value of a parameter is content, and no secret. */
  public static boolean isIn(String value) {
    if (value.contains(BEGIN)) {
      return isPublicPem(value);
    }
    Matcher scheme = BASE64.matcher(value);
    if (!scheme.lookingAt()) {
      return false;
    }
    Optional<byte[]> decoded = LenientBase64.decode(value.substring(scheme.end()));
    return decoded.isPresent() && isPublic(decoded.get());
  }

  private static boolean isPublic(byte[] bytes) {
    try {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.contains(BEGIN) ? isPublicPem(text) : PUBLIC.contains(Content.of(bytes).kind());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static boolean isPublicPem(String text) {
    String rest = BLOCK.matcher(text).replaceAll(" ");
    return !rest.equals(text) && !Shown.isInline(rest);
  }
}
