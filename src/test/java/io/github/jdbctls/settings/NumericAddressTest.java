package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "255.255.255.255",
        "0",
        "4294967295",
        "255.16777215",
        "1.255.65535",
        "1.2.3.255"
      })
  void takesOneToFourDecimalNumbersAsJavaDoes(String text) {
    assertThat(NumericAddress.isDecimalIpv4(text)).isTrue();
  }

  /** Else a name service would be asked for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db",
        "1.",
        "1.2.3.4.5",
        "4294967296",
        "1.16777216",
        "1.2.65536",
        "1.2.3.256",
        "256.1",
        "1.256.1",
        "1.2.256.1",
        "99999999999",
        "-1"
      })
  void takesNothingElseForAnIpv4Address(String text) {
    assertThat(NumericAddress.isDecimalIpv4(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "0000:0000:0000:0000:0000:ffff:255.255.255.255"})
  void takesIpv6AddressesUpToTheLongest(String text) {
    assertThat(NumericAddress.isIpv6(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "::g",
        "[::1]",
        "::1%eth0",
        "1",
        "00000000:0000:0000:0000:0000:ffff:255.255.255.255"
      })
  void takesNothingElseForAnIpv6Address(String text) {
    assertThat(NumericAddress.isIpv6(text)).isFalse();
  }
}
