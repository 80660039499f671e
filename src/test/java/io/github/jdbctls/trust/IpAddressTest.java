package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.000.002.001, 192.0.2.1",
    "127.1, 127.0.0.1",
    "127.0.1, 127.0.0.1",
    "10.1.256, 10.1.1.0",
    "10.65536, 10.1.0.0",
    "2130706433, 127.0.0.1",
    "0x7f000001, 127.0.0.1",
    "0X7F.1, 127.0.0.1",
    "017700000001, 127.0.0.1",
    "010.0.0.1, 8.0.0.1",
    "0, 0.0.0.0",
    "00, 0.0.0.0",
    "00000000000000177.1, 127.0.0.1",
    "0x000000000000007F.1, 127.0.0.1",
    "4294967295, 255.255.255.255"
  })
  void readsIpv4AsInetAtonDoes(String text, String expected) {
    assertThat(IpAddress.parse(text)).get().hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "2001:db8:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:1",
    "2001:db8::0.0.0.1, 2001:db8:0:0:0:0:0:1",
    "::ffff:127.0.0.1, 0:0:0:0:0:ffff:7f00:1",
    "::1.2.3.255, 0:0:0:0:0:0:102:3ff",
    "1::, 1:0:0:0:0:0:0:0",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0"
  })
  void readsIpv6AsInetPtonDoes(String text, String expected) {
    assertThat(IpAddress.parse(text)).get().hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        ".1",
        "1..2",
        "1.2.3.4.5",
        "1.2.3.4.0",
        "256.1.1.1",
        "1.256.1",
        "1.2.65536",
        "1.16777216",
        "4294967296",
        "08.1.1.1",
        "0x",
        "0xg",
        "-1",
        "+1",
        "1.2.3.x",
        "db",
        "127.0.0.1 ",
        " 1",
        "99999999999999999999",
        "0xffffffffffffffff",
        "000000000000000177.1",
        "0x0000000000000007F.1",
        "00000000000000000x7f.1",
        "0x-1",
        "0+7.1",
        "0x\uff11",
        "\u0661.1.1.1",
        "0\u0661.1.1.1"
      })
  void takesOtherTextsForNames(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "1:2",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "::12345",
        "::g",
        "fe80::1%eth0",
        "::1/128",
        "::1.2.3",
        "::1.2.3.256",
        "::1.2.3.4:1",
        "1.2.3.4::",
        "::01.2.3.4",
        "[::1]",
        "db:5432",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1:",
        ":1::"
      })
  void refusesOtherTextsWithColons(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void keepsAMappedAddressApartFromTheIpv4Address() {
    assertThat(IpAddress.parse("::ffff:127.0.0.1")).isNotEqualTo(IpAddress.parse("127.0.0.1"));
    assertThat(IpAddress.parse("127.1")).isEqualTo(IpAddress.parse("127.0.0.1"));
    assertThat(IpAddress.parse("127.1").orElseThrow())
        .hasSameHashCodeAs(IpAddress.parse("127.0.0.1").orElseThrow());
  }

  @Test
  void takesBytesOfTwoLengthsOnly() {
    for (int length = 0; length <= 20; length++) {
      assertThat(IpAddress.of(new byte[length]).isPresent()).isEqualTo(length == 4 || length == 16);
    }
  }
}
