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

  @Test
  void readsNoVersionOfOtherTexts() {
    assertThat(DriverVersion.parse("unknown")).isEmpty();
    assertThat(DriverVersion.parse("")).isEmpty();
  }
}
