package io.github.jdbctls.dialect.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.DelegateVocabulary.PassFromProperties;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.TranslateEach;
import io.github.jdbctls.settings.Parameter;
import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.options.OptionAliases;

class MariadbVocabularyTest {
  private final MariadbVocabulary vocabulary = new MariadbVocabulary();

  /** The driver itself maps keys to the fields of its builder, and aliases to those. */
  static Stream<String> optionsOfTheDriver() {
    return Stream.concat(
        Stream.of(Configuration.Builder.class.getDeclaredFields())
            .filter(field -> !field.isSynthetic())
            .map(Field::getName)
            .filter(name -> !name.startsWith("_")),
        OptionAliases.OPTIONS_ALIASES.keySet().stream());
  }

  @ParameterizedTest
  @MethodSource("optionsOfTheDriver")
  void classifiesEveryOptionOfTheDriver(String option) {
    boolean known = Parameter.find(option).isPresent() || vocabulary.rule(option).isPresent();

    assertThat(known).as(option).isTrue();
  }

  @Test
  void looksAtManyOptions() {
    assertThat(optionsOfTheDriver())
        .hasSizeGreaterThan(90)
        .contains("sslMode", "tlsSocketType", "user", "trustcertificatekeystoreurl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "useSsl",
        "useSSL",
        "trustServerCertificate",
        "disableSslHostnameVerification",
        "tlsSocketType",
        "socketFactory",
        "pipe",
        "localSocket",
        "pool",
        "database",
        "serverSslCert",
        "trustStore",
        "trustStorePassword",
        "trustStoreType",
        "keyStore",
        "keyStorePassword",
        "keyStoreType",
        "keyPassword",
        "fallbackToSystemKeyStore",
        "fallbackToSystemTrustStore",
        "deferCertificateValidation",
        "enabledSslCipherSuites",
        "clientCertificateKeyStoreUrl",
        "clientCertificateKeyStorePassword",
        "clientCertificateKeyStoreType",
        "trustCertificateKeyStoreUrl",
        "trustCertificateKeyStorePassword",
        "trustCertificateKeyStoreType",
        "disableSslContextCache",
      })
  void refusesWhatWouldBypassTlsInAnyCase(String key) {
    for (String spelling :
        new String[] {key, key.toLowerCase(Locale.ROOT), key.toUpperCase(Locale.ROOT)}) {
      KeyRule rule = vocabulary.rule(spelling).orElseThrow();
      assertThat(rule)
          .isInstanceOfSatisfying(
              Refuse.class,
              refuse -> {
                assertThat(refuse.reason()).startsWith("would ").doesNotEndWith(".");
                assertThat(refuse.remedy()).endsWith(".");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"credentialType", "userKey", "pwdKey", "PWDKEY"})
  void letsNoUrlChooseWhereThePasswordComesFrom(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(PassFromProperties.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TLSv1.2,TLSv1.3 | TLSv1.2 | TLSv1.3",
        "TLSv1.3; TLSv1.2 | TLSv1.2 | TLSv1.3",
        "TLSv1.3 | TLSv1.3 | TLSv1.3",
        "TLSv1.2 | TLSv1.2 | TLSv1.2",
      })
  void readsAListOfVersionsAsBounds(String list, String oldest, String newest) {
    TranslateEach rule = (TranslateEach) vocabulary.rule("enabledSslProtocolSuites").orElseThrow();

    assertThat(rule.values().apply(list))
        .isEqualTo(
            Map.of(
                Parameter.SSL_MIN_PROTOCOL_VERSION, oldest,
                Parameter.SSL_MAX_PROTOCOL_VERSION, newest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "TLSv1", "TLSv1.1,TLSv1.2", "TLSv1.2,", "tlsv1.2", "SSLv3"})
  void readsNoOtherListOfVersions(String list) {
    TranslateEach rule = (TranslateEach) vocabulary.rule("ENABLEDsslprotocolSuites").orElseThrow();

    assertThat(rule.values().apply(list)).isEmpty();
  }

  @Test
  void letsNoPlaceOverruleAnotherOnWhoLogsIn() {
    assertThat(vocabulary.rule("user")).get().isInstanceOf(PassAgreed.class);
    assertThat(vocabulary.rule("password")).get().isInstanceOf(PassAgreed.class);
    assertThat(vocabulary.rule("User")).get().isInstanceOf(Refuse.class);
    assertThat(vocabulary.rule("PASSWORD")).get().isInstanceOf(Refuse.class);
  }

  @Test
  void guardsWhatItRefusesAndNothingElse() {
    assertThat(vocabulary.guardedKeys())
        .contains("tlsSocketType", "socketFactory", "enabledSslProtocolSuites", "useSsl")
        .doesNotContain("connectTimeout", "user", "credentialType");
  }
}
