package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"-----BEGIN PRIVATE KEY-----\nhush", "base64:hush", " BASE64:hush", "x-----hush"})
  void showsNoInlineKey(String text) {
    assertThat(Shown.isInline(text)).isTrue();
    assertThat(Shown.value(text)).isEqualTo("a value of " + text.length() + " characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "require", "/etc/db/ca.pem", "a-b", "mybase64:x"})
  void showsAnyOtherText(String text) {
    assertThat(Shown.isInline(text)).isFalse();
    assertThat(Shown.value(text)).isEqualTo('"' + text + '"');
  }
}
