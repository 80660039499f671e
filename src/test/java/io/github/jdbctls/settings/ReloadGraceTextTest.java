package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadGraceTextTest {
  @Test
  void isAMinuteByDefault() throws Exception {
    assertThat(Reading.of().tls().reloadGrace()).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 3599, 3600})
  void isANumberOfSeconds(int seconds) throws Exception {
    assertThat(Reading.ofUrl("sslreloadgrace=" + seconds).tls().reloadGrace())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "3601", "99999999999", "1m", " 1", "0x10", "1.5", "\u0661"})
  void isNothingElse(String text) {
    Problem refusal = Reading.ofUrl("sslreloadgrace=" + text).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message()).contains("\"sslreloadgrace\" in the URL", "3600");
  }
}
