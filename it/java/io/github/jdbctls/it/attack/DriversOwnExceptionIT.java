package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.it.delegate.StubDelegate;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure that is not about TLS: the user gets the object that the driver threw. */
class DriversOwnExceptionIT extends WithStubDelegate {
  private final SQLException own = new SQLException("a reason of the driver's own", "XX000");
  private final SQLException loginRefused = new SQLException("no entry in pg_hba.conf", "28000");

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
  void isThrownAsItIs(String mode) {
    StubDelegate delegate =
        StubDelegate.install(
            hooks -> {
              throw own;
            });

    assertThat(catchThrowable(() -> connect(USER, "sslmode=" + mode))).isSameAs(own);

    assertThat((Throwable) own).hasNoCause().hasNoSuppressedExceptions();
    assertThat(delegate.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "verify-full"})
  void isThrownAsItIsAfterTheHandshake(String mode) {
    StubDelegate.install(
        hooks -> {
          hooks.secured();
          throw loginRefused;
        });

    assertThat(catchThrowable(() -> connect(USER, "sslmode=" + mode))).isSameAs(loginRefused);

    assertThat((Throwable) loginRefused).hasNoCause().hasNoSuppressedExceptions();
  }

  @Test
  void isThrownAsItIsByTheSecondAttemptOfAllow() {
    StubDelegate delegate =
        StubDelegate.install(
            hooks -> {
              throw hooks.demandsPlainText() ? loginRefused : own;
            });

    assertThat(catchThrowable(() -> connect(USER, "sslmode=allow"))).isSameAs(own);

    assertThat((Throwable) own).hasNoCause().hasSuppressedException(loginRefused);
    assertThat(own.getSuppressed()).hasSize(1);
    assertThat(delegate.calls())
        .satisfiesExactly(
            first -> assertThat(first.demandsPlainText()).isTrue(),
            second -> assertThat(second.demandsPlainText()).isFalse());
  }

  @Test
  void isThrownAsItIsByTheSecondAttemptOfPrefer() {
    StubDelegate delegate =
        StubDelegate.install(
            hooks -> {
              if (hooks.demandsPlainText()) {
                throw own;
              }
              hooks.secured();
              throw loginRefused;
            });

    assertThat(catchThrowable(() -> connect(USER, "sslmode=prefer"))).isSameAs(own);

    assertThat((Throwable) own).hasNoCause().hasSuppressedException(loginRefused);
    assertThat(own.getSuppressed()).hasSize(1);
    assertThat(delegate.calls())
        .satisfiesExactly(
            first -> assertThat(first.demandsPlainText()).isFalse(),
            second -> assertThat(second.demandsPlainText()).isTrue());
  }

  /** A driver may throw the same object twice, which cannot be its own suppressed exception. */
  @ParameterizedTest
  @ValueSource(strings = {"allow", "prefer"})
  void isThrownAsItIsWhenBothAttemptsThrowTheSame(String mode) {
    StubDelegate delegate =
        StubDelegate.install(
            hooks -> {
              if (!hooks.demandsPlainText()) {
                hooks.secured();
              }
              throw loginRefused;
            });

    assertThat(catchThrowable(() -> connect(USER, "sslmode=" + mode))).isSameAs(loginRefused);

    assertThat((Throwable) loginRefused).hasNoSuppressedExceptions();
    assertThat(delegate.calls()).hasSize(2);
  }
}
