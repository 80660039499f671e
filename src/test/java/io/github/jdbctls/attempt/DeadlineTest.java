package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

  @Test
  void endsNeverWithoutALimit() {
    Deadline deadline = Deadline.ofConnect(Optional.empty());

    assertThat(deadline.remaining()).isEmpty();
    assertThat(deadline.isOver()).isFalse();
    assertThat(deadline.ofAddress(Optional.empty())).isSameAs(deadline);
  }

  @Test
  void isThatOfTheAddressWhereItEndsSooner() {
    for (Optional<Duration> whole : List.of(HOUR, Optional.<Duration>empty())) {
      Deadline address = Deadline.ofConnect(whole).ofAddress(MINUTE);

      assertThat(address).hasToString("connect_timeout (60.0 s)");
      assertThat(address.remaining().orElseThrow())
          .isPositive()
          .isLessThanOrEqualTo(MINUTE.orElseThrow());
    }
  }

  @Test
  void isThatOfTheConnectWhereItEndsSooner() {
    Deadline connect = Deadline.ofConnect(MINUTE);

    assertThat(connect.ofAddress(HOUR)).isSameAs(connect).hasToString("loginTimeout (60.0 s)");
    assertThat(connect.ofAddress(MINUTE)).isSameAs(connect);
  }

  @Test
  void isOverWhenLessThanAMillisecondIsLeft() {
    assertThat(Deadline.ofConnect(Optional.of(Duration.ofNanos(999_999))).isOver()).isTrue();
    assertThat(Deadline.ofConnect(HOUR).ofAddress(Optional.of(Duration.ofNanos(1))).isOver())
        .isTrue();
    assertThat(Deadline.ofConnect(HOUR).isOver()).isFalse();
  }
}
