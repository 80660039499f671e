package io.github.jdbctls.dialect.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.itmuch.redis.jdbc.conf.RedisConnectionInfo;
import com.itmuch.redis.jdbc.redis.RedisDriver;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.connect.RequestReading;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.Translate;
import io.github.jdbctls.settings.Parameter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisVocabularyTest {
  private static final String URL = "jdbc:tls:redis://cache.example.com/0";

  private final RedisVocabulary vocabulary = new RedisVocabulary();

  /** Notes which keys it was asked for. */
  private static final class AskedProperties extends Properties {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> asked = new TreeSet<>();

    @Override
    public @Nullable String getProperty(String key) {
      asked.add(key);
      return super.getProperty(key);
    }

    @Override
    public synchronized Object getOrDefault(Object key, Object value) {
      asked.add(String.valueOf(key));
      return super.getOrDefault(key, value);
    }
  }

  /** The driver lists no property at all, so that it is watched in reading them. */
  @Test
  void classifiesEveryPropertyThatTheDriverReads() throws Exception {
    AskedProperties properties = new AskedProperties();

    new RedisConnectionInfo("redis://localhost:6379/0", properties);

    assertThat(properties.asked)
        .containsExactly("password", "ssl", "timeout", "user")
        .allSatisfy(key -> assertThat(vocabulary.rule(key)).isPresent());
    assertThat(new RedisDriver().getPropertyInfo("jdbc:redis://localhost", properties)).isEmpty();
  }

  /** As its sources list them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "password",
        "database",
        "connectionTimeout",
        "socketTimeout",
        "blockingSocketTimeout",
        "clientName",
        "maxAttempts",
        "verifyConnectionMode",
        "ssl",
        "verifyServerCertificate",
        "hostAndPortMapping"
      })
  void classifiesEveryPropertyOfJetBrainsDriver(String key) {
    assertThat(vocabulary.rule(key)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verifyServerCertificate",
        "hostAndPortMapping",
        "username",
        "host",
        "database",
        "connectionTimeout",
        "socketTimeout",
        "blockingSocketTimeout",
        "clientName",
        "maxAttempts",
        "verifyConnectionMode"
      })
  void refusesWhatWouldWeakenOrHaveNoEffectInAnyCase(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(Refuse.class);
    assertThat(vocabulary.rule(key.toUpperCase(Locale.ROOT))).get().isInstanceOf(Refuse.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "PASSWORD", "timeOut"})
  void refusesASpellingThatTheDriverDoesNotKnow(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(Refuse.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "on"})
  void readsSslAsVerifyFull(String value) {
    Translate rule = (Translate) vocabulary.rule("SSL").orElseThrow();

    assertThat(rule.parameter()).isEqualTo(Parameter.SSLMODE);
    assertThat(rule.value().apply(value)).contains("verify-full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "off", "", "1", "yes"})
  void readsNoOtherValueOfSsl(String value) {
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> RequestReading.of(URL + "?ssl=" + value, new Properties()));

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER);
    assertThat(refusal.problem().remedy()).contains("sslmode");
  }

  @Test
  void tellsTheDriverWhoLogsInFromTheUrl() throws Exception {
    RequestReading reading =
        RequestReading.of(
            "jdbc:tls:redis://app:s%40cret@cache.example.com:6380/3?timeout=5&other=x",
            new Properties());

    assertThat(reading.attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.call().url()).isEqualTo("jdbc:redis://cache.example.com:6380/3");
              assertThat(attempt.call().properties())
                  .isEqualTo(
                      Map.of("user", "app", "password", "s@cret", "timeout", "5", "other", "x"));
            });
  }

  @ParameterizedTest
  @CsvSource({"user,other", "password,other"})
  void refusesTwoLogins(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty(key, value);

    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> RequestReading.of("jdbc:tls:redis://app:secret@host/0", properties));

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal).hasMessageNotContaining("secret").hasMessageNotContaining("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1s", "2147483648", "99999999999"})
  void refusesATimeoutBeforeAnythingIsDialled(String timeout) {
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> RequestReading.of(URL + "?timeout=" + timeout, new Properties()));

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.problem().found()).contains("\"timeout\"", "milliseconds");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "250,250", "2147483647,2147483647"})
  void readsATimeout(String text, int millis) throws ProblemException {
    assertThat(RedisTimeout.read(Map.of("timeout", text))).isEqualTo(millis);
  }

  @Test
  void hasTheDriversOwnTimeoutWhereNoneIsGiven() throws ProblemException {
    assertThat(RedisTimeout.read(Map.of()))
        .isEqualTo(new RedisConnectionInfo("redis://localhost", new Properties()).getTimeout());
  }
}
