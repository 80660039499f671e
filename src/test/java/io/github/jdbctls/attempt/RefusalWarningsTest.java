package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.logging.LoggedWarnings;
import io.github.jdbctls.settings.HostPort;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RefusalWarningsTest {
  @AutoClose private final LoggedWarnings warnings = LoggedWarnings.keep();

  private final HostPort db = new HostPort("db", 5432);
  private final RefusalWarnings refusals = new RefusalWarnings();

  private static Problem reason(int number) {
    return Problem.of(TlsFailure.UNTRUSTED_CHAIN, "reason " + number);
  }

  @Test
  void warnsOfEachReasonOnce() {
    refusals.warn(db, reason(1));
    refusals.warn(db, reason(1));
    refusals.warn(db, reason(2));
    refusals.warn(new HostPort("db", 5433), reason(1));

    assertThat(warnings.texts()).hasSize(3).first().asString().contains("db:5432", "reason 1");
  }

  @Test
  void warnsAgainOnceTheHostWasAccepted() {
    refusals.warn(db, reason(1));
    refusals.accepted(new HostPort("db", 5433));
    refusals.warn(db, reason(1));
    assertThat(warnings.texts()).hasSize(1);
    refusals.accepted(db);
    refusals.warn(db, reason(1));

    assertThat(warnings.texts()).hasSize(2);
  }

  @Test
  void remembersNoMoreReasonsThanAServerShouldMakeUp() {
    for (int i = 0; i < RefusalWarnings.MOST_REASONS; i++) {
      refusals.warn(db, reason(i));
    }
    refusals.warn(db, reason(0));
    assertThat(warnings.texts()).hasSize(RefusalWarnings.MOST_REASONS);

    refusals.warn(db, reason(RefusalWarnings.MOST_REASONS));
    refusals.warn(db, reason(0));
    assertThat(warnings.texts()).hasSize(RefusalWarnings.MOST_REASONS + 2);
  }
}
