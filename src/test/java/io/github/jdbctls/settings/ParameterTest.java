package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterTest {
  private static final Set<Parameter> UNSUPPORTED =
      EnumSet.of(Parameter.SSLKEYLOGFILE, Parameter.REQUIREPEER, Parameter.SSLCOMPRESSION);

  @ParameterizedTest
  @EnumSource
  void isFoundByItsKeysInAnyCase(Parameter parameter) {
    assertThat(parameter.keys())
        .contains(parameter.key())
        .allSatisfy(
            key -> {
              assertThat(key).isEqualTo(key.toLowerCase(Locale.ROOT));
              assertThat(Parameter.find(key)).contains(parameter);
              assertThat(Parameter.find(key.toUpperCase(Locale.ROOT))).contains(parameter);
            });
  }

  @ParameterizedTest
  @EnumSource
  void isDescribedInOneSentence(Parameter parameter) {
    assertThat(parameter.description()).matches("[A-Z][^.]*(\\.[a-z#][^.]*)*\\.");
    assertThat(parameter.defaultInWords()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedByNameWhenItIsNotSupported(Parameter parameter) {
    assertThat(parameter.isSupported()).isNotEqualTo(UNSUPPORTED.contains(parameter));
    if (parameter.isSupported()) {
      return;
    }
    for (Reading reading :
        new Reading[] {
          Reading.of().url(parameter.key().toUpperCase(Locale.ROOT), "1"),
          Reading.of().property(parameter.key(), "1")
        }) {
      Problem refusal = reading.refusal();
      assertThat(refusal.failure()).isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
      assertThat(refusal.found()).containsIgnoringCase('"' + parameter.key() + '"');
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSLKEYPERMISSIONS", "SSLPASSWORDCALLBACK"})
  void isRefusedInAUrlWhenItRelaxesACheckOrNamesAClass(Parameter parameter) {
    assertThat(parameter.mayStandInUrl()).isFalse();
    assertThat(Reading.of().url(parameter.key(), "x").refusal().found())
        .contains("may not stand in a URL");
  }

  @Test
  void isReadByPgjdbcsSpellingToo() {
    assertThat(Parameter.find("sslNegotiation")).contains(Parameter.SSLNEGOTIATION);
    assertThat(Parameter.find("gssEncMode")).contains(Parameter.GSSENCMODE);
    assertThat(Parameter.find("channelBinding")).isEmpty();
    assertThat(Parameter.find("requireAuth")).isEmpty();
  }

  @Test
  void keepsPasswordsSecret() {
    assertThat(Parameter.values())
        .filteredOn(Parameter::isSecret)
        .containsExactly(Parameter.SSLROOTCERTPASSWORD, Parameter.SSLPASSWORD);
  }

  /** Else libpq's users could set a variable that would be ignored. */
  @Test
  void hasNoVariableWhereItIsNotSupported() {
    assertThat(Parameter.values())
        .filteredOn(parameter -> !parameter.isSupported())
        .isNotEmpty()
        .allMatch(parameter -> parameter.variable().isEmpty());
  }

  @ParameterizedTest
  @CsvSource("PGGSSENCMODE, require")
  void isRefusedInTheEnvironmentWhenItAsksForMore(String variable, String value) {
    Problem refusal = Reading.of().in(FakeEnvironment.empty().with(variable, value)).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
    assertThat(refusal.found()).contains(variable);
  }

  @ParameterizedTest
  @CsvSource({
    "PGSSLCRL, ''",
    "PGSSLSNI, 1",
    "PGSSLCERTMODE, allow",
    "PGSSLCRLDIR, ''",
    "PGSSLMAXPROTOCOLVERSION, ''",
    "PGSSLNEGOTIATION, postgres",
    "PGGSSENCMODE, disable"
  })
  void isAcceptedInTheEnvironmentWhenItAsksForWhatIsDone(String variable, String value)
      throws Exception {
    assertThat(Reading.of().in(FakeEnvironment.empty().with(variable, value)).tls())
        .isEqualTo(Reading.of().tls());
  }

  @ParameterizedTest
  @CsvSource({"gssencmode, disable", "gssEncMode, prefer", "sslcompression, 0"})
  void isAcceptedWithoutEffect(String key, String value) throws Exception {
    ConnectSettings read = Reading.of().url(key, value).read();

    assertThat(read.tls()).isEqualTo(Reading.of().tls());
    assertThat(read.delegateProperties()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "require, UNSUPPORTED_PARAMETER",
    "allow, INVALID_VALUE",
    "'', INVALID_VALUE",
    "x, INVALID_VALUE"
  })
  void refusesGssEncryption(String value, TlsFailure failure) {
    Problem refusal = Reading.of().url("gssencmode", value).refusal();

    assertThat(refusal.failure()).isEqualTo(failure);
    assertThat(refusal.found()).contains("gssencmode", "never used in place of TLS");
  }
}
