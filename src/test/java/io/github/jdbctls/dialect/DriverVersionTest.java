package io.github.jdbctls.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverVersionTest {
  @ParameterizedTest
  @CsvSource({
    "42.7.11,-1",
    "42.7.12,0",
    "42.7.12-SNAPSHOT,0",
    "42.7.14,1",
    "42.8,1",
    "42.7,-1",
    "9.4.1212,-1",
    "42.7.12.1,1"
  })
  void comparesNumberByNumber(String version, int sign) {
    assertThat(
            Integer.signum(
                DriverVersion.parse(version).orElseThrow().compareTo(DriverVersion.of(42, 7, 12))))
        .isEqualTo(sign);
  }

  @ParameterizedTest
  @CsvSource({
    "42,42",
    "42.,42",
    "42..7,42",
    "42.7.14-SNAPSHOT,42.7.14",
    "42.7rc1.2,42.7",
    "1234567.8,123456",
    "1.1234567.8,1.123456",
    "007.08,7.8",
    "1.\u0662,1"
  })
  void readsTheNumbersThatATextBeginsWith(String text, String numbers) {
    assertThat(DriverVersion.parse(text)).map(DriverVersion::toString).contains(numbers);
  }

  @Test
  void readsNoVersionOfOtherTexts() {
    assertThat(DriverVersion.parse("unknown")).isEmpty();
    assertThat(DriverVersion.parse("")).isEmpty();
    assertThat(DriverVersion.parse(".1")).isEmpty();
    assertThat(DriverVersion.parse(" 1")).isEmpty();
    assertThat(DriverVersion.parse("\u0662")).isEmpty();
  }
}
