package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  @ParameterizedTest
  @CsvSource({
    "db.example.com, db.example.com",
    "DB.Example.com, DB.Example.com",
    "db.example.com., db.example.com.",
    "localhost, localhost",
    "db_1, db_1",
    "_tcp.db-1.example, _tcp.db-1.example",
    "192.0.2.1, 192.0.2.1",
    "127.1, 127.1",
    "[::1], ::1",
    "::1, ::1",
    "[2001:DB8::1], 2001:DB8::1",
    "2001:db8::0.0.0.1, 2001:db8::0.0.0.1",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "bücher。example, xn--bcher-kva.example",
    "bücher.example., xn--bcher-kva.example.",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "пример.испытание, xn--e1afmkfd.xn--80akhbyknj4f"
  })
  void isWhatIsDialledAndVerified(String text, String host) throws Exception {
    assertThat(HostName.read(text)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "straße.example",
        "STRASSẞ.example",
        "βόλος.example",
        "نامه\u200cای.example",
        "ශ්\u200dරී.example"
      })
  void isRefusedWhereRegistriesDiffer(String text) {
    assertRefused(text).hasMessageContaining("registries differ").hasMessageContaining("xn--");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".example.com",
        "example.com..",
        "a b",
        " a",
        "a\tb",
        "a\nb",
        "a\0b",
        "a\u0080b",
        "a\u00a0b",
        "a\u00adb",
        "a\u200bb",
        "a\u202eb",
        "a\ufe00b",
        "a\ufe0fb",
        "a\ufeffb",
        "a/b",
        "/var/run/postgresql",
        "user@host",
        "a%41",
        "a?b",
        "a#b",
        "a\\b",
        "a,b",
        "a:5432",
        "user:hunter2",
        "[::1",
        "::1]",
        "[]",
        "[",
        "[localhost]",
        "[127.0.0.1]",
        "[::g]",
        "ä／b",
        "ä＠b",
        "ä：b",
        "ä..b",
        "℀.example",
        "\ud800"
      })
  void isRefusedWhenNoServerCanHaveIt(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[fe80::1%eth0]", "fe80::1%25eth0", "[fe80::1%1]"})
  void isRefusedWithAZone(String text) {
    assertRefused(text).hasMessageContaining("zone");
  }

  @Test
  void isRefusedWhenTooLong() throws Exception {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "a".repeat(61));

    assertThat(HostName.read(longest + ".")).hasSize(254);
    assertRefused(longest + "a").hasMessageContaining("254 characters");
    assertRefused(label + "a.example").hasMessageContaining("64 characters");
    assertRefused("ü".repeat(60) + "." + "ü".repeat(64));
  }

  @Test
  void isRefusedWithWhatIsWrongAndWhere() {
    assertRefused("").hasMessageContaining("the URL has an empty host");
    assertRefused("a..b").hasMessageContaining("a host in the URL has an empty label");
    assertRefused("a b").hasMessageContaining("the character U+0020 at place 2, which no host");
  }

  @Test
  void isNotRepeatedWhereItMayHoldAPassword() {
    assertRefused("app:hunter2@host").hasMessageNotContaining("hunter2");
    assertRefused("app:hunter2").hasMessageNotContaining("hunter2");
    assertRefused("hunter2\u0378ü").hasMessageNotContaining("hunter2").hasNoCause();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String text) {
    return assertThatThrownBy(() -> HostName.read(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.INVALID_URL));
  }
}
