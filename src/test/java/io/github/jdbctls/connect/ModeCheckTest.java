package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mode or negotiation means for a protocol that has no place for it. */
class ModeCheckTest {
  private static final String REDIS = "jdbc:tls:redis://cache.example.com/0";

  private static ProblemException refusal(String url, Properties properties) {
    return catchThrowableOfType(ProblemException.class, () -> RequestReading.of(url, properties));
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode=allow, allow, sslmode",
    "sslmode=prefer, prefer, sslmode",
    "sslmode=PREFERRED, prefer, sslmode",
    "requiressl=0, prefer, requiressl"
  })
  void refusesToFallBackWhereTlsComesFirst(String query, String mode, String named) {
    ProblemException refusal = refusal(REDIS + "?" + query, new Properties());

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.problem().found())
        .contains("\"" + named + "\" in the URL", "sslmode " + mode, "redis:", "begins with TLS");
  }

  @Test
  void namesThePropertiesThatAskToFallBack() {
    Properties properties = new Properties();
    properties.setProperty("sslmode", "prefer");

    assertThat(refusal(REDIS, properties).problem().found()).contains("properties", "prefer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disable",
        "require",
        "verify-ca&sslrootcert=ca.pem",
        "verify-full",
        "verify-full&sslnegotiation=postgres"
      })
  void acceptsModesOfOneTransport(String mode) {
    assertThatCode(() -> RequestReading.of(REDIS + "?sslmode=" + mode, new Properties()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "prefer"})
  void leavesPostgresqlToFallBack(String mode) {
    assertThatCode(
            () ->
                RequestReading.of(
                    "jdbc:tls:postgresql://db.example.com/app?sslmode=" + mode, new Properties()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslnegotiation=direct", "channel_binding=require", "require_auth=none"})
  void refusesWhatOnlyPostgresqlHas(String parameter) {
    ProblemException refusal = refusal(REDIS + "?" + parameter, new Properties());

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
    assertThat(refusal.problem().found()).contains(parameter.substring(0, parameter.indexOf('=')));
  }

  @Test
  void leavesDirectNegotiationToPostgresql() {
    assertThatCode(
            () ->
                RequestReading.of(
                    "jdbc:tls:postgresql://db.example.com/app?sslnegotiation=direct",
                    new Properties()))
        .doesNotThrowAnyException();
  }
}
