package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  private static final String MARK = "\uFEFF";

  @Test
  void takesTheMarkOffUtf8() {
    assertThat(PlainText.of((MARK + "aé").getBytes(UTF_8))).isEqualTo("aé".getBytes(UTF_8));
    assertThat(PlainText.of(MARK.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void narrowsUtf16ToAscii() {
    String text = MARK + "a\u007F\u0080\u0141";

    assertThat(PlainText.of(text.getBytes(UTF_16LE))).isEqualTo("a\u007F??".getBytes(UTF_8));
    assertThat(PlainText.of(text.getBytes(UTF_16BE))).isEqualTo("a\u007F??".getBytes(UTF_8));
    assertThat(PlainText.of("--é".getBytes(UTF_16LE))).isEqualTo("--?".getBytes(UTF_8));
    assertThat(PlainText.of("--é".getBytes(UTF_16BE))).isEqualTo("--?".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "--", "a\0b\0", "-\0a\0", "\0a\0b", "é"})
  void leavesEverythingElse(String text) {
    byte[] file = text.getBytes(UTF_8);

    assertThat(PlainText.of(file)).isSameAs(file);
  }

  @Test
  void dropsHalfACharacterAtTheEnd() {
    assertThat(PlainText.of(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'}))
        .containsExactly('a');
  }
}
