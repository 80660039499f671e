package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequirementIT {
  @Test
  void skipsATestWithTheReason() {
    assertThat(Requirement.missing("Redis", "no redis-server", false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("Redis is not on this machine: no redis-server");
  }

  @Test
  void failsATestWhereEverythingIsRequired() {
    assertThatThrownBy(() -> Requirement.missing("Redis", "no redis-server", true))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("Redis is not on this machine: no redis-server");
  }
}
