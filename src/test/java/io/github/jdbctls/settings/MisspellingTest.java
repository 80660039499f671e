package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingTest {
  @ParameterizedTest
  @CsvSource({
    "sslmod, sslmode",
    "slmode, sslmode",
    "slsmode, sslmode",
    "SSL_MODE, sslmode",
    "ssrootcert, sslrootcert",
    "xslkey, sslkey",
    "hostadr, hostaddr",
    "hostadrd, hostaddr",
    "hostaddr_, hostaddr",
    "key_password, key-password",
    "channel_bindings, channel_binding",
    "require-auth, require_auth"
  })
  void isRefusedNamingTheNearest(String key, String nearest) {
    Problem refusal = Reading.of().url(key, "x").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNKNOWN_PARAMETER);
    assertThat(refusal.found())
        .contains('"' + key + "\" in the URL")
        .endsWith("the nearest is " + nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl", "sslfoo", "SslFactory", "tls", "tlsSocketType", "channel_x"})
  void isRefusedByItsBeginning(String key) {
    assertThat(Reading.of().property(key, "x").refusal().failure())
        .isEqualTo(TlsFailure.UNKNOWN_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"user", "password", "host", "ApplicationName", "options", "requiresslx2", "key"})
  void isNotFoundInOtherKeys(String key) throws Exception {
    assertThat(Reading.of().url(key, "x").read().delegateProperties()).containsEntry(key, "x");
  }

  @Test
  void isNotFoundWhereTheDriverHasARule() throws Exception {
    DelegateVocabulary vocabulary =
        key ->
            key.equals("sslResponseTimeout")
                ? Optional.of(new DelegateVocabulary.Pass())
                : Optional.empty();

    assertThat(
            Reading.ofUrl("sslResponseTimeout=5").speaking(vocabulary).read().delegateProperties())
        .containsEntry("sslResponseTimeout", "5");
  }

  @Test
  void showsNoMoreThanAKeyOfTheMistake() {
    assertThat(Reading.of().url("sslpassword:hunter2", "").refusal().message())
        .doesNotContain("hunter2");
    assertThat(Reading.of().url("ssl" + "x".repeat(1_000_000), "").refusal().message())
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource({
    "ab, ab, 0",
    "ab, ba, 1",
    "ab, a, 1",
    "ab, xb, 1",
    "'', abc, 3",
    "kitten, sitting, 3"
  })
  void countsEdits(String a, String b, int edits) {
    assertThat(Misspelling.distance(a, b)).isEqualTo(edits);
    assertThat(Misspelling.distance(b, a)).isEqualTo(edits);
  }
}
