package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nhush",
        "base64:hush",
        " BASE64:hush",
        "x-----hush",
        "mybase64:hush",
        "pkcs11:token=t?pin-value=hush",
        "require;password=hush",
        "/etc/db/ca.pem?sslpassword%3Dhush"
      })
  void showsNoInlineKey(String text) {
    assertThat(Shown.isInline(text)).isTrue();
    assertThat(Shown.value(text)).isEqualTo("a value of " + text.length() + " characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "require", "/etc/db/ca.pem", "a-b", "/run/secrets/ca.pem"})
  void showsAnyOtherText(String text) {
    assertThat(Shown.isInline(text)).isFalse();
    assertThat(Shown.value(text)).isEqualTo('"' + text + '"');
  }
}
