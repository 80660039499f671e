package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.protocol.Progress;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a silent server means for the order of attempts. */
class PgSetbackTest {
  private static Setback setback(String state, Throwable cause, Progress progress) {
    return new PostgresqlDialect().setback(new SQLException("failed", state, cause), progress);
  }

  /** 08001 where TLS is asked for, 08006 where it is begun. */
  @ParameterizedTest
  @CsvSource({
    "08001, DIALLED, UNREACHABLE",
    "08006, DIALLED, UNREACHABLE",
    "08001, ANSWERED, FINAL",
    "08006, ANSWERED, FINAL",
    "08001, LAYERED, FINAL",
    "08006, LAYERED, FINAL",
    "08006, CONFIRMED, FINAL",
  })
  void isUnreachableUntilItHasAnswered(String state, Progress progress, Setback expected) {
    assertThat(setback(state, new SocketTimeoutException("Read timed out"), progress))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void endsAtAFailedHandshakeHoweverFarItCame(Progress progress) {
    assertThat(setback("08006", new SSLHandshakeException("no"), progress))
        .isEqualTo(Setback.FINAL);
  }
}
