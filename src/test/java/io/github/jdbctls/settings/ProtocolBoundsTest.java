package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolBoundsTest {
  @Test
  void followThePolicyUpwardsOnly() throws Exception {
    TlsPolicy policy = TlsPolicy.unrestricted();

    assertThat(Reading.of().under(policy).tls().protocols()).isEqualTo(ProtocolBounds.DEFAULT);
    assertThat(Reading.of().under(policy.withLeastProtocol(TlsVersion.TLS_1_3)).tls().protocols())
        .isEqualTo(new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3));
    assertThat(Reading.of().under(policy.withLeastProtocol(TlsVersion.TLS_1_1)).tls().protocols())
        .isEqualTo(ProtocolBounds.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.1, false", "TLSv1.2, true", "TLSv1.3, true", "SSLv3, false", "NONE, false"})
  void containWhatLiesWithin(String protocol, boolean within) {
    assertThat(ProtocolBounds.DEFAULT.contain(protocol)).isEqualTo(within);
  }
}
