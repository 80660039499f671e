package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgLoginTimeoutTest {
  private static String loginTimeout(Optional<Duration> remaining) {
    return new PostgresqlDialect()
        .call(
            new DelegateUrl(
                List.of(new HostPort("db", 5432)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()),
            Map.of("loginTimeout", "30"),
            Transport.TLS,
            "handle",
            remaining)
        .properties()
        .getOrDefault("loginTimeout", "");
  }

  /** As pgjdbc reads it. */
  private static long millis(String loginTimeout) {
    return (long) (Float.parseFloat(loginTimeout) * 1000);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        999_999,
        1_000_000,
        999_999_999,
        1_999_999_999,
        30_000_999_999L,
        300_123_456_789L
      })
  void neverEndsBeforeOurOwnDeadline(long nanos) {
    Duration remaining = Duration.ofNanos(nanos);

    Duration limit = Duration.ofMillis(millis(loginTimeout(Optional.of(remaining))));

    assertThat(limit).isGreaterThanOrEqualTo(remaining).isLessThan(remaining.plusMillis(4));
  }

  /** Which is what pgjdbc makes of 0 and less. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, -400_000, -2_000_000, -5_000_000_000L})
  void isNeverWithoutLimitWhenTheTimeIsOver(long nanos) {
    assertThat(millis(loginTimeout(Optional.of(Duration.ofNanos(nanos))))).isBetween(1L, 3L);
  }

  @Test
  void isWithoutLimitWhereNoneWasGiven() {
    assertThat(loginTimeout(Optional.empty())).isEqualTo("0");
  }
}
