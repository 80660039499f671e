package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Optional;
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

  /** Case 223. */
  @Test
  void provideNoNameToVerify() {
    Reading reading = Reading.ofUrl("hostaddr=127.0.0.1").withoutHost();

    assertThat(reading.refusal().failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(reading.refusal().message()).contains("names no host", "Write the host's name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca"})
  void standForTheHostWhereNoNameIsVerified(String mode) throws Exception {
    Reading reading =
        Reading.ofUrl("hostaddr=127.0.0.1,::1", "sslrootcert=/r", "sslmode=" + mode).withoutHost();

    assertThat(reading.tls().hostAddresses()).containsExactly("127.0.0.1", "::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1,", ",127.0.0.1"})
  void areNeverEmptyWhereTheyStandForTheHost(String addresses) {
    assertThat(
            Reading.of()
                .url("hostaddr", addresses)
                .url("sslmode", "require")
                .withoutHost()
                .refusal()
                .failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void replaceTheDriversDefaultHostAndKeepThePort() {
    DelegateUrl url =
        new DelegateUrl(
            List.of(new HostPort("localhost", 5433)),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertThat(url.at(List.of("192.0.2.1", "::1")).hosts())
        .containsExactly(new HostPort("192.0.2.1", 5433), new HostPort("::1", 5433));
    assertThat(url.at(List.of())).isEqualTo(url);
  }

  @Test
  void leaveTheHostsOfTheUrlAsTheyAre() {
    DelegateUrl url =
        new DelegateUrl(
            List.of(new HostPort("db", 5433)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertThat(url.at(List.of("192.0.2.1"))).isEqualTo(url);
  }

  @Test
  void areNoneWhenEmpty() throws Exception {
    assertThat(Reading.ofUrl("hostaddr=").tls().hostAddresses()).isEmpty();
  }
}
