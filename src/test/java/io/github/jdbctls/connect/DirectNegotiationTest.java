package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.SslNegotiation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectNegotiationTest {
  @ParameterizedTest
  @EnumSource(names = {"HANDSHAKE_FAILED", "HANDSHAKE_INTERRUPTED", "UNENCRYPTED_DATA", "TIMEOUT"})
  void isNamedWithTheRemedyWhereItMayBeTheReason(TlsFailure failure) {
    Problem named =
        DirectNegotiation.naming(
            SslNegotiation.DIRECT,
            Problem.of(failure, "something").withCause(new IllegalStateException("why")));

    assertThat(named.failure()).isEqualTo(failure);
    assertThat(named.found()).startsWith("something").contains("sslnegotiation=direct");
    assertThat(named.remedy())
        .startsWith(failure.remedy())
        .contains("sslnegotiation=postgres", "17", "ssl=on");
    assertThat(named.cause()).hasMessage("why");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HANDSHAKE_FAILED", "HANDSHAKE_INTERRUPTED", "UNENCRYPTED_DATA", "TIMEOUT"})
  void isNotNamedWhereTheReasonIsAnother(TlsFailure failure) {
    Problem problem = Problem.of(failure, "something");

    assertThat(DirectNegotiation.naming(SslNegotiation.DIRECT, problem)).isSameAs(problem);
  }

  @ParameterizedTest
  @EnumSource
  void isNotNamedWhereItWasNotChosen(TlsFailure failure) {
    Problem problem = Problem.of(failure, "something");

    assertThat(DirectNegotiation.naming(SslNegotiation.POSTGRES, problem)).isSameAs(problem);
  }
}
