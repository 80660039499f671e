package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPasswordTest {
  @ParameterizedTest
  @ValueSource(strings = {"sslpassword", "sslkeypassword", "key-password", "SslPassword"})
  void isReadByAnyOfItsNames(String key) throws Exception {
    assertThat(Reading.of().url(key, "dUmmyP^#+").tls().keyPassword())
        .contains(
            new Setting<>(
                new PasswordSource.Given(Secret.of("dUmmyP^#+")),
                new Origin(Origin.Kind.URL, key)));
  }

  @Test
  void isNoneWhenEmpty() throws Exception {
    assertThat(Reading.ofUrl("sslpassword=").tls().keyPassword()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:HUNTER2", "file:/hunter2", "ENV:HUNTER2"})
  void isRefusedWhenItIsAReference(String value) {
    Problem refusal = Reading.of().url("sslpassword", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
    assertThat(refusal.message()).contains("sslpassword").doesNotContainIgnoringCase("hunter2");
  }

  @Test
  void isShownByNoConflict() {
    Problem refusal =
        Reading.ofUrl("sslpassword=hunter2").property("key-password", "hunter3").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.message())
        .contains("\"sslpassword\" in the URL", "\"key-password\" in the properties")
        .doesNotContain("hunter");
  }
}
