package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.List;
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

  /** What the driver calls a parameter of ours, and what it must not be told. */
  private static final DelegateVocabulary GUARDED =
      new DelegateVocabulary() {
        @Override
        public Optional<KeyRule> rule(String key) {
          return key.equalsIgnoreCase("reqAuth")
              ? Optional.of(new Refuse("would do harm", "Remove it."))
              : key.equalsIgnoreCase("regAuth") ? Optional.of(new Pass()) : Optional.empty();
        }

        @Override
        public List<String> guardedKeys() {
          return List.of("reqAuth");
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"reqAuths", "REQAUT", "reqauht", "req_Auth"})
  void isRefusedNamingTheNearestOfTheDialect(String key) {
    Problem refusal = Reading.of().property(key, "x").speaking(GUARDED).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNKNOWN_PARAMETER);
    assertThat(refusal.found()).endsWith("the nearest is reqAuth");
  }

  @Test
  void isNotFoundInAnotherKeyOfTheDialect() throws Exception {
    assertThat(Reading.ofUrl("regAuth=x").speaking(GUARDED).read().delegateProperties())
        .containsEntry("regAuth", "x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amp;sslcrl",
        "AMP;channel_binding",
        "#38;sslcrl",
        "a b",
        "key:",
        "schlüssel",
        "a="
      })
  void isAlsoACharacterThatNoKeyHas(String key) {
    for (Reading reading :
        List.of(
            Reading.of().url(key, "hunter2"),
            Reading.of().property(key, "hunter2"),
            Reading.of().property(key, new Object()))) {
      assertThat(reading.refusal().failure())
          .isIn(TlsFailure.UNKNOWN_PARAMETER, TlsFailure.INVALID_VALUE);
      assertThat(reading.refusal().message()).doesNotContain("hunter2", key);
    }
  }

  /** As of a password with a character that separates parameters. */
  @Test
  void showsNothingOfWhatMayBeTheRestOfAPassword() {
    for (Reading reading :
        List.of(Reading.of().url("hunter2#x", ""), Reading.of().url("amp;hunter2", ""))) {
      assertThat(reading.refusal().message()).doesNotContain("hunter").contains("in the URL");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"amp;sslcrl", "AMP;channel_binding"})
  void namesTheRemedyForWhatWasEscapedTwice(String key) {
    assertThat(Reading.of().url(key, "x").refusal())
        .returns(TlsFailure.UNKNOWN_PARAMETER, Problem::failure)
        .satisfies(p -> assertThat(p.found()).startsWith("\"amp;…\" in the URL is no parameter"))
        .extracting(Problem::remedy)
        .asString()
        .contains("& in place of &amp;");
  }

  /** As connection pools and frameworks write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cachePrepStmts",
        "druid.stat.mergeSql",
        "oracle.jdbc.ReadTimeout",
        "driverClassName",
        "databaseName",
        "portNumber",
        "key-with_all.Chars-9",
        ""
      })
  void isNotFoundInWhatPoolsHandOn(String key) throws Exception {
    assertThat(Reading.of().property(key, "x").read().delegateProperties()).containsEntry(key, "x");
    assertThat(Reading.of().property(key, 1).read().delegateProperties()).doesNotContainKey(key);
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
