package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that libpq takes and refuses were asked of libpq 18.6 itself. */
class LoginDemandsTest {
  /** Tells what reaches a driver that enforces all of it. */
  private static final DelegateVocabulary TELLING =
      new DelegateVocabulary() {
        @Override
        public Optional<KeyRule> rule(String key) {
          return key.equals("channelBinding")
              ? Optional.of(new Translate(Parameter.CHANNEL_BINDING, Optional::of, "-"))
              : Optional.empty();
        }

        @Override
        public Map<String, String> properties(LoginDemands demands) {
          return Map.of(
              "binding", demands.channelBinding().name(), "methods", demands.methods().toString());
        }
      };

  private static Map<String, String> told(Reading reading) throws Exception {
    return reading.speaking(TELLING).read().delegateProperties();
  }

  @Test
  void areNoneWhereNothingIsWritten() throws Exception {
    assertThat(told(Reading.of()))
        .containsEntry("binding", "PREFER")
        .containsEntry("methods", "[PASSWORD, MD5, GSS, SSPI, SCRAM_SHA_256, OAUTH, NONE]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|[NONE]",
        "scram-sha-256|[SCRAM_SHA_256]",
        "md5,scram-sha-256|[MD5, SCRAM_SHA_256]",
        "none|[NONE]",
        "!none|[PASSWORD, MD5, GSS, SSPI, SCRAM_SHA_256, OAUTH]",
        "!md5,!password|[GSS, SSPI, SCRAM_SHA_256, OAUTH, NONE]",
        "oauth,gss,sspi|[GSS, SSPI, OAUTH]",
      })
  void readAListOfMethods(String value, String methods) throws Exception {
    String text = value == null ? "" : value;

    assertThat(told(Reading.of().url("require_auth", text))).containsEntry("methods", methods);
    assertThat(told(Reading.of().in(FakeEnvironment.empty().with("PGREQUIREAUTH", text))))
        .containsEntry("methods", methods);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!md5,password", "md5,!password", "!md5,xgss"})
  void refuseAListThatMixesTheTwoWaysOfNamingMethods(String value) {
    Problem refusal = Reading.of().url("require_auth", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found())
        .isEqualTo("\"require_auth\" in the URL mixes methods with and without \"!\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "scram-sha-256,",
        "scram-sha-256, md5",
        "scram-sha-256,md5,scram-sha-256",
        "!md5,password",
        "md5,!password",
        "none,none",
        "!none,!none",
        "SCRAM-SHA-256",
        "!",
        "!!md5",
        "cert",
        " "
      })
  void refuseAListThatLibpqRefuses(String value) {
    Problem refusal = Reading.of().property("require_auth", value).speaking(TELLING).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found()).startsWith("\"require_auth\" in the properties ");
  }

  @ParameterizedTest
  @CsvSource({"disable, DISABLE", "prefer, PREFER", "require, REQUIRE"})
  void readTheBinding(String value, String binding) throws Exception {
    assertThat(told(Reading.of().url("channel_binding", value))).containsEntry("binding", binding);
    assertThat(told(Reading.of().url("channelBinding", value))).containsEntry("binding", binding);
    assertThat(told(Reading.of().in(FakeEnvironment.empty().with("PGCHANNELBINDING", value))))
        .containsEntry("binding", binding);
  }

  /** Case 109. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Require", "invalid_value", " require"})
  void refuseABindingThatLibpqRefuses(String value) {
    assertThat(Reading.of().url("channel_binding", value).speaking(TELLING).refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(
            Reading.of()
                .in(FakeEnvironment.empty().with("PGCHANNELBINDING", value))
                .refusal()
                .found())
        .startsWith("the environment variable PGCHANNELBINDING is ");
  }

  @Test
  void letNoPlaceOverruleAnother() {
    Problem refusal =
        Reading.of()
            .property("channel_binding", "require")
            .url("channelBinding", "disable")
            .speaking(TELLING)
            .refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found())
        .contains("\"channel_binding\" in the properties", "\"channelBinding\" in the URL");
  }

  @Test
  void agreeWhereTwoListsMeanTheSame() throws Exception {
    assertThat(
            told(Reading.of().property("require_auth", "md5,none").url("require_auth", "none,md5")))
        .containsEntry("methods", "[MD5, NONE]");
  }

  @ParameterizedTest
  @CsvSource({"channel_binding, require", "require_auth, scram-sha-256"})
  void areRefusedForADriverThatDoesNotEnforceThem(String key, String value) {
    assertThat(Reading.of().url(key, value).refusal().failure())
        .isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
  }

  @ParameterizedTest
  @CsvSource({"channel_binding, prefer", "channel_binding, disable"})
  void areAcceptedForAnyDriverWhereNothingIsDemanded(String key, String value) throws Exception {
    assertThat(Reading.of().url(key, value).read().delegateProperties()).isEmpty();
  }
}
