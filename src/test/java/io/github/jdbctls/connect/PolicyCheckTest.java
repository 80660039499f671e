package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyCheckTest {
  static Stream<Arguments> pairs() {
    return Stream.of(SslMode.values())
        .flatMap(mode -> Stream.of(SslMode.values()).map(least -> Arguments.of(mode, least)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void forbidsWeakerModesOnly(SslMode mode, SslMode least) {
    TlsPolicy policy = TlsPolicy.unrestricted().withLeastMode(least);

    if (mode.compareTo(least) >= 0) {
      assertThatCode(() -> PolicyCheck.check(settings(mode), policy)).doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> PolicyCheck.check(settings(mode), policy))
          .withMessageContaining("the environment variable PGSSLMODE")
          .withMessageContaining(policy.origin())
          .withMessageContaining("sslmode=" + least.parameterValue())
          .satisfies(
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.FORBIDDEN_BY_POLICY));
    }
  }

  @Test
  void forbidsOlderProtocols() {
    TlsPolicy policy = TlsPolicy.unrestricted().withLeastProtocol(TlsVersion.TLS_1_3);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PolicyCheck.check(settings(SslMode.VERIFY_FULL), policy))
        .withMessageContaining("TLSv1.3");
  }

  private static TlsSettings settings(SslMode mode) {
    return TestSettings.of(
        new Setting<>(mode, new Origin(Origin.Kind.ENVIRONMENT, "PGSSLMODE")), Optional.empty());
  }
}
