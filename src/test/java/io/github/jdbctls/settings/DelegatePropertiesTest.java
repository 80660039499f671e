package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelegatePropertiesTest {
  private static final DelegateVocabulary PGJDBC =
      key ->
          switch (key) {
            case "ssl" ->
                Optional.of(
                    new DelegateVocabulary.Translate(
                        Parameter.SSLMODE,
                        value ->
                            value.equals("true") ? Optional.of("verify-full") : Optional.empty(),
                        "Use sslmode."));
            case "sslfactory" ->
                Optional.of(
                    new DelegateVocabulary.Refuse(
                        "would replace the TLS of jdbc-tls", "Remove it."));
            case "loginTimeout", "sslmode" -> Optional.of(new DelegateVocabulary.Pass());
            default -> Optional.empty();
          };

  @Test
  void takesTheQueryBeforeThePropertiesAndTheLastOfTheQuery() throws Exception {
    Reading reading =
        Reading.ofUrl("a=1", "a=2", "b=url")
            .authority("authority", "secret")
            .property("user", "authority")
            .property("b", "properties")
            .property("c", "properties");

    assertThat(reading.read().delegateProperties())
        .isEqualTo(
            Map.of(
                "user",
                "authority",
                "password",
                "secret",
                "a",
                "2",
                "b",
                "url",
                "c",
                "properties"));
  }

  static Stream<Reading> contradictionsAboutWhoLogsIn() {
    return Stream.of(
        Reading.of().authority("alice", "hunter1").property("user", "bob"),
        Reading.of().authority("alice", "hunter1").property("password", "hunter2"),
        Reading.ofUrl("user=alice").property("user", "bob"),
        Reading.ofUrl("user=alice", "user=bob"),
        Reading.ofUrl("password=hunter1").property("password", "hunter2"),
        Reading.ofUrl("password=hunter1").authority("alice", "hunter2"));
  }

  @ParameterizedTest
  @MethodSource("contradictionsAboutWhoLogsIn")
  void letsNoPlaceOverruleAnotherOnWhoLogsIn(Reading reading) {
    Problem refusal = reading.refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found()).contains("in the URL").doesNotContain("hunter", "alice", "bob");
  }

  @Test
  void letsNoPlaceOverruleAnotherOnWhatDemandsSecurity() {
    DelegateVocabulary vocabulary =
        key ->
            key.equals("channelBinding")
                ? Optional.of(new DelegateVocabulary.PassAgreed())
                : Optional.empty();

    Problem refusal =
        Reading.ofUrl("channelBinding=disable")
            .property("channelBinding", "require")
            .speaking(vocabulary)
            .refusal();

    assertThat(refusal.found())
        .isEqualTo(
            "\"channelBinding\" in the properties and \"channelBinding\" in the URL have"
                + " different values");
  }

  @Test
  void takesAKeyThatNamesAClassFromThePropertiesOnly() throws Exception {
    DelegateVocabulary vocabulary =
        key ->
            Optional.of(new DelegateVocabulary.PassFromProperties("would load a class", "Do not."));

    assertThat(
            Reading.of()
                .property("datatype.x", "X")
                .speaking(vocabulary)
                .read()
                .delegateProperties())
        .isEqualTo(Map.of("datatype.x", "X"));
    assertThat(Reading.ofUrl("datatype.x=X").speaking(vocabulary).refusal().message())
        .isEqualTo("JTLS-104: \"datatype.x\" in the URL would load a class. Do not.");
  }

  @Test
  void readsTheDefaultsOfThePropertiesAndChangesNothing() throws Exception {
    Properties defaults = new Properties();
    defaults.setProperty("user", "default");
    Properties properties = new Properties(defaults);
    properties.setProperty("sslmode", "require");

    Map<String, String> read =
        Reading.of().properties(properties).authority("default", "p").read().delegateProperties();

    assertThat(read).isEqualTo(Map.of("user", "default", "password", "p"));
    assertThat(properties).containsExactly(Map.entry("sslmode", "require"));
    assertThat(defaults).containsExactly(Map.entry("user", "default"));
  }

  @Test
  void handsOnNothingOfOurs() throws Exception {
    Reading reading =
        Reading.ofUrl(
            "sslmode=verify-full",
            "sslrootcert=system",
            "sslcert=/c",
            "sslkey=/k",
            "sslpassword=p",
            "hostaddr=192.0.2.1",
            "gssencmode=disable");

    assertThat(reading.read().delegateProperties()).isEmpty();
  }

  @Test
  void looksUpOurParametersBeforeTheDriversRules() throws Exception {
    ConnectSettings read = Reading.ofUrl("sslmode=require").speaking(PGJDBC).read();

    assertThat(read.tls().mode().value()).isEqualTo(SslMode.REQUIRE);
    assertThat(read.delegateProperties()).isEmpty();
  }

  @Test
  void refusesWhatTheDriversRulesRefuse() {
    Problem refusal = Reading.ofUrl("sslfactory=org.example.Trusting").speaking(PGJDBC).refusal();

    assertThat(refusal)
        .isEqualTo(
            new Problem(
                TlsFailure.WEAKENING_PARAMETER,
                "\"sslfactory\" in the URL would replace the TLS of jdbc-tls",
                "Remove it.",
                null));
  }

  @Test
  void translatesADriversKey() throws Exception {
    ConnectSettings read = Reading.ofUrl("ssl=true").speaking(PGJDBC).read();

    assertThat(read.tls().mode())
        .isEqualTo(new Setting<>(SslMode.VERIFY_FULL, new Origin(Origin.Kind.URL, "ssl")));
    assertThat(read.delegateProperties()).isEmpty();
  }

  @Test
  void refusesAValueWithoutTranslation() {
    Problem refusal = Reading.ofUrl("ssl=false").speaking(PGJDBC).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER);
    assertThat(refusal.found()).contains("\"ssl\" in the URL", "sslmode");
    assertThat(refusal.remedy()).isEqualTo("Use sslmode.");
  }

  @Test
  void refusesATranslationThatContradictsTheParameter() {
    Problem refusal =
        Reading.ofUrl("ssl=true").property("sslmode", "disable").speaking(PGJDBC).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found()).contains("\"ssl\" in the URL", "\"sslmode\" in the properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslmode", "SSLROOTCERT", "loginTimeout", "user", "password", "sslxyz"})
  void refusesAPropertyThatIsNoText(String key) {
    Problem refusal = Reading.of().property(key, 5).speaking(PGJDBC).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found()).contains('"' + key + '"', "java.lang.Integer");
  }

  @Test
  void refusesADefaultThatIsNoText() {
    Properties defaults = new Properties();
    defaults.put("sslmode", SslMode.DISABLE);

    assertThat(Reading.of().properties(new Properties(defaults)).refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void refusesAPropertyThatIsNoTextOverADefaultThatIs() {
    Properties defaults = new Properties();
    defaults.setProperty("sslmode", "disable");
    Properties properties = new Properties(defaults);
    properties.put("sslmode", SslMode.VERIFY_FULL);

    assertThat(Reading.of().properties(properties).refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void refusesAKeyThatIsNoText() {
    Properties properties = new Properties();
    properties.put(5, "x");

    assertThat(Reading.of().properties(properties).refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void overlooksOtherObjectsAsTheDriverDoes() throws Exception {
    assertThat(Reading.of().property("myObject", 5).read().delegateProperties()).isEmpty();
  }

  @Test
  void printsNoSecret() throws Exception {
    ConnectSettings read =
        Reading.ofUrl("sslpassword=hunter1", "token=hunter2").authority("u", "hunter3").read();

    assertThat(read.toString()).contains("password", "token").doesNotContain("hunter");
  }
}
