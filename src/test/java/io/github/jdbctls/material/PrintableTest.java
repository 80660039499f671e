package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @Test
  void leavesTextAsItIs() {
    assertThat(Printable.of("CN=Zürich 数据库 \uD83D\uDD11, O=\"a\""))
        .isEqualTo("CN=Zürich 数据库 \uD83D\uDD11, O=\"a\"");
    assertThat(Printable.of("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n", "\u001B", "\u007F", "\u202E", "\u200B", "\u2028", "\u2029", "\uD800", "\uE000",
        "\u0378"
      })
  void replacesWhatWouldAlterTheMessage(String character) {
    assertThat(Printable.of("a" + character + "b")).isEqualTo("a?b");
  }

  @Test
  void cutsAtAHundredCharacters() {
    String key = "\uD83D\uDD11";

    assertThat(Printable.of("x".repeat(100))).isEqualTo("x".repeat(100));
    assertThat(Printable.of("x".repeat(101))).isEqualTo("x".repeat(100) + "...");
    assertThat(Printable.of(key.repeat(100))).isEqualTo(key.repeat(100));
    assertThat(Printable.of(key.repeat(101))).isEqualTo(key.repeat(100) + "...");
  }
}
