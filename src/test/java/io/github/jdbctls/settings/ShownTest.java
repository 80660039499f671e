package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        "MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fGJmBJMj0kQ6m+Hu",
        " MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fGJmBJMj0kQ6m Hu",
        "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1DNENBUUF3QlFZREsyVndCQ0lFSU1s",
        "require;password=hush",
        "/etc/db/ca.pem?sslpassword%3Dhush"
      })
  void showsNoInlineKey(String text) {
    assertThat(Shown.isInline(text)).isTrue();
    assertThat(Shown.value(text)).isEqualTo("a value of " + text.length() + " characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "require",
        "/etc/db/ca.pem",
        "a-b",
        "/run/secrets/ca.pem",
        "migrated.example.com/ca"
      })
  void showsAnyOtherText(String text) {
    assertThat(Shown.isInline(text)).isFalse();
    assertThat(Shown.value(text)).isEqualTo('"' + text + '"');
  }

  @Test
  void showsNoMoreThanEightyCharacters() {
    String longest = "x".repeat(80);

    assertThat(Shown.value(longest)).isEqualTo('"' + longest + '"');
    assertThat(Shown.value(longest + "x")).isEqualTo("a value of 81 characters");
    assertThat(Shown.key(longest)).isEqualTo('"' + longest + '"');
    assertThat(Shown.key(longest + "x")).isEqualTo('"' + longest + "…\"");
  }

  @Test
  void showsNothingThatATerminalObeys() {
    assertThat(Shown.value("a\nb\u202ec\u001b")).isEqualTo("\"a?b?c?\"");
  }

  @Test
  void endsAKeyWhereASecretMayBegin() {
    assertThat(Shown.key("ssl_key-file.2")).isEqualTo("\"ssl_key-file.2\"");
    assertThat(Shown.key("sslmode=hush")).isEqualTo("\"sslmode…\"");
    assertThat(Shown.key("ünder")).isEqualTo("\"…\"");
  }
}
