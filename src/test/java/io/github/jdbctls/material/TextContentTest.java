package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.material.Content.Kind;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextContentTest {
  /** Of an empty ZIP archive, with all that base64 has: a plus, a slash and padding. */
  private static final String BASE64 = base64("PK\3\4\0\0\u00fb\u00ef\u00be\u00ff\0");

  private static String base64(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(ISO_8859_1));
  }

  private static Kind kind(String text) {
    return TextContent.of(text.getBytes(ISO_8859_1)).kind();
  }

  @ParameterizedTest
  @ValueSource(ints = {'\t', '\n', 0x0B, '\f', '\r', ' ', '!', 0x7F, 0x80, 0xFF})
  void takesWhiteSpaceAndWhatIsPrintedForText(int character) {
    assertThat(kind("a" + (char) character + "b")).isEqualTo(Kind.TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 0x0E, 0x1B, 0x1F})
  void takesOtherControlCharactersForBinaryData(int character) {
    assertThat(kind("a" + (char) character + "b")).isEqualTo(Kind.BINARY);
  }

  @Test
  void looksForBinaryDataInTheFirstSixteenKilobytes() {
    byte[] text = new byte[(16 << 10) + 1];
    Arrays.fill(text, (byte) '.');
    text[16 << 10] = 0;
    assertThat(TextContent.of(text).kind()).isEqualTo(Kind.TEXT);
    text[(16 << 10) - 1] = 0;
    assertThat(TextContent.of(text).kind()).isEqualTo(Kind.BINARY);
  }

  @Test
  void knowsBase64ByAllOfItsCharacters() {
    assertThat(BASE64).contains("+", "/", "=").hasSize(16);

    assertThat(kind(BASE64)).isEqualTo(Kind.BARE_BASE64);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\r\n", "\t"})
  void knowsBase64InSeveralPieces(String between) {
    String pieces = BASE64.substring(0, 7) + between + BASE64.substring(7) + between;

    assertThat(kind(pieces)).isEqualTo(Kind.BARE_BASE64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "-", "_", ".", "\u0080", "\u00e9", "\u00bd"})
  void takesNothingForBase64ThatHasOtherCharacters(String other) {
    assertThat(kind(BASE64.substring(0, 8) + other + BASE64.substring(8))).isEqualTo(Kind.TEXT);
  }

  @Test
  void takesNoSingleWordForBase64() {
    assertThat(kind(base64("PK\3\4\0\0\0\0\0\0\0\0"))).isEqualTo(Kind.BARE_BASE64);
    assertThat(kind(base64("PK\3\4\0\0\0\0\0"))).isEqualTo(Kind.TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"averylongwordofletters", "aaaaaaaaaaaaaaaaaaaaa", "QUJDREVGR0hJSktMTU5PUA=="})
  void takesBase64OfNothingKnownForText(String text) {
    assertThat(kind(text)).isEqualTo(Kind.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\": 1}', JSON",
    "'[{\"a\": 1}]', JSON",
    "'[{\"kty\": \"EC\"}]', JSON_WEB_KEY",
    "'[\"-----BEGIN CERTIFICATE-----\"]', JSON_PEM",
    "'(1)', TEXT",
    "' <a/>', XML",
    "'<a><X509Certificate>MII</X509Certificate></a>', XML_CERTIFICATE",
    "'ssh-rsa AAAA me', SSH_PUBLIC_KEY",
    "'ssh-rsa-cert-v01@openssh.com AAAA me', SSH_CERTIFICATE",
    "'apiVersion: v1', KUBERNETES_MANIFEST",
    "'the kind: v1', TEXT",
    "'\u2014\u2014BEGIN CERTIFICATE\u2014\u2014', REPLACED_DASHES",
    "'# none', COMMENTS",
    "'# -----BEGIN CERTIFICATE-----', EMBEDDED_PEM"
  })
  void tellsATextByItsBeginning(String text, Kind kind) {
    Content content = TextContent.of(text.getBytes(UTF_8));

    assertThat(content.kind()).isEqualTo(kind);
    assertThat(content.description()).isEqualTo(kind.description());
    assertThat(content.parts()).containsExactly(kind);
  }
}
