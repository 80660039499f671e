package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  @ParameterizedTest(name = "{0}: {1} without a root source, {2} with one")
  @CsvSource({
    "DISABLE, NONE, NONE",
    "ALLOW, NONE, CHAIN",
    "PREFER, NONE, CHAIN",
    "REQUIRE, NONE, CHAIN",
    "VERIFY_CA, CHAIN, CHAIN",
    "VERIFY_FULL, CHAIN_AND_NAME, CHAIN_AND_NAME"
  })
  void followsFromModeAndRootSource(SslMode mode, Verification without, Verification with) {
    assertThat(Verification.of(mode, false)).isEqualTo(without);
    assertThat(Verification.of(mode, true)).isEqualTo(with);
  }
}
