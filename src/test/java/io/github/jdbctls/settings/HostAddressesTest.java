package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "::1",
        "2001:DB8::1",
        "2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1"
      })
  void areNumeric(String address) throws Exception {
    assertThat(Reading.of().url("hostaddr", address).tls().hostAddresses())
        .containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "127.0.0.01",
        "256.0.0.1",
        "1.2.3.4.5",
        "1.2.3.4:5432",
        "[::1]",
        "fe80::1%eth0",
        ":::1",
        "1:2:3:4:5:6:7:8:9",
        "::g",
        " 127.0.0.1",
        "127.0.0.1/8",
        "١٢٧.0.0.1"
      })
  void areRefusedWhenNotNumeric(String address) {
    assertThat(Reading.of().url("hostaddr", address).refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void areAsManyAsHosts() throws Exception {
    assertThat(Reading.ofUrl("hostaddr=127.0.0.1,,::1").host("a").host("b").host("c").tls())
        .extracting(TlsSettings::hostAddresses)
        .isEqualTo(List.of("127.0.0.1", "", "::1"));
    assertThat(Reading.ofUrl("hostaddr=127.0.0.1").host("a").host("b").refusal().found())
        .contains("1 addresses", "2 hosts");
    assertThat(Reading.ofUrl("hostaddr=127.0.0.1,").refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void areNoneWhenEmpty() throws Exception {
    assertThat(Reading.ofUrl("hostaddr=").tls().hostAddresses()).isEmpty();
  }
}
