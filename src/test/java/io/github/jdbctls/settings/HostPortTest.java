package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1",
    "127.1,127.0.0.1",
    "2130706433,127.0.0.1",
    "127.65530,127.0.255.250",
    "::1,0:0:0:0:0:0:0:1"
  })
  void readsAddresses(String host, String address) {
    assertThat(new HostPort(host, 1).literal().map(InetAddress::getHostAddress)).contains(address);
    assertThat(new HostPort(host, 1).isAddressedBy(new InetSocketAddress(address, 1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999.1.1.1", "256.1", "4294967296", "1.2.3.4.5", "db", "1.2.3.x", "::x"})
  void takesNothingElseForAnAddress(String host) {
    assertThat(new HostPort(host, 1).literal()).isEmpty();
  }

  /** The name service of every machine knows this one. */
  @Test
  void asksNoNameService() {
    assertThat(new HostPort("localhost", 1).literal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,127.0.0.2", "127.1,127.0.0.2", "::1,::2", "db,127.0.0.1"})
  void isNotAddressedByAnotherAddress(String host, String address) {
    assertThat(new HostPort(host, 1).isAddressedBy(new InetSocketAddress(address, 1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"db,false,db:5432", "127.0.0.1,false,127.0.0.1:5432", "::1,true,[::1]:5432"})
  void isWrittenAsInUrls(String host, boolean ipv6, String text) {
    assertThat(new HostPort(host, 5432)).hasToString(text);
    assertThat(new HostPort(host, 5432).isIpv6()).isEqualTo(ipv6);
  }

  @Test
  void isNamedWithAndWithoutBracketsInAnyCase() {
    assertThat(new HostPort("::1", 1).isNamed("[::1]")).isTrue();
    assertThat(new HostPort("db.example.com", 1).isNamed("DB.example.com")).isTrue();
    assertThat(new HostPort("db.example.com", 1).isNamed("db.example.org")).isFalse();
  }

  @Test
  void isNotAddressedByAnotherHost() {
    HostPort host = new HostPort("db.example.com", 1);

    assertThat(host.isAddressedBy(InetSocketAddress.createUnresolved("db.example.com", 1)))
        .isTrue();
    assertThat(host.isAddressedBy(InetSocketAddress.createUnresolved("evil.example.com", 1)))
        .isFalse();
  }
}
