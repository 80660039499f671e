package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.DelegateVocabulary.PassFromProperties;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.Translate;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.SettingsReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class PgVocabularyTest {
  private final PgVocabulary vocabulary = new PgVocabulary();

  @ParameterizedTest
  @EnumSource
  void classifiesEveryPropertyOfTheDriver(PGProperty property) {
    boolean ours = Parameter.find(property.getName()).isPresent();

    assertThat(ours || vocabulary.rule(property.getName()).isPresent())
        .as("%s of pgjdbc is neither a parameter of ours nor classified", property.getName())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslfactory",
        "sslfactoryarg",
        "sslhostnameverifier",
        "pemKeyAlgorithm",
        "xmlFactoryFactory",
        "service",
        "host",
        "port",
        "dbname",
        "PGHOST",
        "PGPORT",
        "PGDBNAME",
        "socketFactory",
        "socketFactoryArg",
        "classLoaderStrategy",
        "connectExecutor",
        "connectExecutorArg",
        "authenticationPluginClassName"
      })
  void refusesWhatWouldBypassTlsInAnyCase(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(Refuse.class);
    assertThat(vocabulary.rule(key.toUpperCase(Locale.ROOT))).get().isInstanceOf(Refuse.class);
    assertThat(vocabulary.rule(key.toLowerCase(Locale.ROOT))).get().isInstanceOf(Refuse.class);
  }

  @ParameterizedTest
  @CsvSource({"true,verify-full", "TRUE,verify-full", "'',verify-full"})
  void readsSslAsVerifyFull(String value, String mode) {
    Translate rule = (Translate) vocabulary.rule("SSL").orElseThrow();

    assertThat(rule.parameter()).isEqualTo(Parameter.SSLMODE);
    assertThat(rule.value().apply(value)).contains(mode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "on", "false", "require"})
  void readsNoOtherValueOfSsl(String value) {
    Translate rule = (Translate) vocabulary.rule("ssl").orElseThrow();

    assertThat(rule.value().apply(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "channelBinding; CHANNEL_BINDING; require; require",
        "channelbinding; CHANNEL_BINDING; disable; disable",
        "requireAuth; REQUIRE_AUTH; scram-sha-256; scram-sha-256",
        "REQUIREAUTH; REQUIRE_AUTH; ' md5 , none '; md5,none",
      })
  void readsTheDriversOwnWordsForTheLoginInAnyCase(
      String key, Parameter parameter, String value, String meaning) {
    Translate rule = (Translate) vocabulary.rule(key).orElseThrow();

    assertThat(rule.parameter()).isEqualTo(parameter);
    assertThat(rule.value().apply(value)).contains(meaning);
  }

  @Test
  @Timeout(120)
  void readsALongListInShortTime() {
    Translate rule = (Translate) vocabulary.rule("requireAuth").orElseThrow();
    String blanks = " ".repeat(300_000);

    assertThat(rule.value().apply("md5" + blanks + "x ,," + blanks + "none"))
        .contains("md5" + blanks + "x,,none");
  }

  @Test
  void guardsWhatItTranslatesOrRefuses() {
    assertThat(vocabulary.guardedKeys())
        .contains("channelBinding", "requireAuth", "ssl", "socketFactory", "service")
        .doesNotContain("connectTimeout", "user", "connect_timeout");
  }

  /** A legitimate key of the driver's must not look like a misspelt one. */
  @ParameterizedTest
  @EnumSource
  void handsOnWhatTheDriverKnows(PGProperty property) throws Exception {
    Optional<KeyRule> rule = vocabulary.rule(property.getName());
    if (Parameter.find(property.getName()).isPresent() || !rule.orElseThrow().isHandedOn()) {
      return;
    }

    assertThat(read(property.getName(), "x")).containsEntry(property.getName(), "x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"datatype.xyz", "datatype.my type", "datatype.größe"})
  void handsOnTheClassOfADataType(String key) throws Exception {
    assertThat(read(key, "java.lang.Object")).containsEntry(key, "java.lang.Object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channelBindings",
        "channelBindin",
        "CHANNELBINDIN",
        "requirAuth",
        "requireAuths",
        "requiredAuth",
        "socketFactry",
        "sockeFactoryArg",
        "services",
        "amp;sslcrl",
        "amp;channel_binding"
      })
  void leavesNoMisspeltDemandToTheDriver(String key) {
    assertThatThrownBy(() -> read(key, "require"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.UNKNOWN_PARAMETER));
  }

  /** What demands nothing secure is the driver's to judge. */
  @ParameterizedTest
  @ValueSource(strings = {"connect_timeot", "aplication_name", "keepalive", "loginTimeot"})
  void leavesOtherMisspeltKeysToTheDriver(String key) throws Exception {
    assertThat(read(key, "1")).containsEntry(key, "1");
  }

  private Map<String, String> read(String key, String value) throws ProblemException {
    Properties properties = new Properties();
    properties.setProperty(key, value);
    return new SettingsReader(vocabulary, false, name -> null, file -> false)
        .read(
            PgUrl.parse("postgresql://db.example.com/orders"), properties, TlsPolicy.unrestricted())
        .delegateProperties();
  }

  /** pgjdbc refuses an empty list; libpq's means that nothing is demanded. */
  @Test
  void readsNoEmptyListOfMethods() {
    Translate rule = (Translate) vocabulary.rule("requireAuth").orElseThrow();

    assertThat(rule.value().apply(" ")).isEmpty();
  }

  @Test
  void letsNoUrlNameTheClassOfADataType() {
    assertThat(vocabulary.rule("datatype.geometry")).get().isInstanceOf(PassFromProperties.class);
    assertThat(vocabulary.rule("DataType.geometry")).get().isInstanceOf(PassFromProperties.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "password"})
  void letsNoPlaceOverruleAnotherOnWhoLogsInAndHow(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(PassAgreed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslfactory", "service", "PGHOST", "port", "xmlFactoryFactory"})
  void saysWhyInAClauseThatFollowsTheKey(String key) {
    Refuse rule = (Refuse) vocabulary.rule(key).orElseThrow();

    assertThat(rule.reason()).startsWith("would ").doesNotEndWith(".");
    assertThat(rule.remedy()).endsWith(".");
  }

  @Test
  void leavesKeysOfServersAlone() {
    assertThat(vocabulary.rule("some_extension")).isEmpty();
  }
}
