package io.github.jdbctls.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.conf.PropertyKey;
import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.ConnectSettings;
import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.DelegateVocabulary.PassFromProperties;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.TranslateEach;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.SettingsReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlVocabularyTest {
  private final MysqlVocabulary vocabulary = new MysqlVocabulary();

  static Stream<String> everyKeyOfTheDriver() {
    return Arrays.stream(PropertyKey.values())
        .flatMap(key -> Stream.of(key.getKeyName(), key.getCcAlias()))
        .flatMap(Stream::ofNullable);
  }

  static Stream<String> everyKeyAboutTls() {
    return everyKeyOfTheDriver()
        .filter(
            key ->
                key.matches(
                    "(?i).*(ssl|tls|keystore|trust|socket(?!Timeout|Address)|socks|fips|verify"
                        + "|xdevapi|managerfactory).*"));
  }

  @ParameterizedTest
  @MethodSource("everyKeyOfTheDriver")
  void classifiesEveryPropertyOfTheDriver(String key) {
    assertThat(Parameter.find(key).isPresent() || vocabulary.rule(key).isPresent())
        .as("%s of Connector/J is neither a parameter of ours nor classified", key)
        .isTrue();
  }

  @Test
  void findsKeysAboutTls() {
    assertThat(everyKeyAboutTls()).hasSizeGreaterThan(30).contains("socketFactory", "useSSL");
  }

  @ParameterizedTest
  @MethodSource("everyKeyAboutTls")
  void handsOnNothingAboutTlsInAnyCase(String key) {
    for (String spelling :
        new String[] {key, key.toUpperCase(Locale.ROOT), key.toLowerCase(Locale.ROOT)}) {
      Optional<KeyRule> rule = vocabulary.rule(spelling);

      assertThat(
              Parameter.find(spelling).isPresent()
                  || (rule.isPresent() && !rule.get().isHandedOn()))
          .as(spelling)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "port",
        "address",
        "dbname",
        "type",
        "priority",
        "protocol",
        "path",
        "namedPipePath",
        "dnsSrv",
        "propertiesTransform",
        "useConfigs",
        "autoDeserialize"
      })
  void refusesWhatWouldReplaceHostOrSettings(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(Refuse.class);
    assertThat(vocabulary.rule(key.toUpperCase(Locale.ROOT))).get().isInstanceOf(Refuse.class);
  }

  /** A legitimate key of the driver's must not look like a misspelt one. */
  @ParameterizedTest
  @MethodSource("everyKeyOfTheDriver")
  void handsOnWhatTheDriverKnows(String key) throws Exception {
    Optional<KeyRule> rule = vocabulary.rule(key);
    if (Parameter.find(key).isPresent() || !rule.orElseThrow().isHandedOn()) {
      return;
    }

    assertThat(read(key, "x").delegateProperties()).containsEntry(key, "x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authenticationPlugins",
        "defaultAuthenticationPlugin",
        "queryInterceptors",
        "exceptionInterceptors",
        "connectionLifecycleInterceptors",
        "ha.loadBalanceStrategy",
        "parseInfoCacheFactory",
        "LOGGER"
      })
  void letsNoUrlNameAClass(String key) {
    assertThat(vocabulary.rule(key)).get().isInstanceOf(PassFromProperties.class);
  }

  @Test
  void letsNoPlaceOverruleAnotherOnWhoLogsIn() {
    assertThat(vocabulary.rule("user")).get().isInstanceOf(PassAgreed.class);
    assertThat(vocabulary.rule("password2")).get().isInstanceOf(PassAgreed.class);
    assertThat(vocabulary.rule("USER")).get().isInstanceOf(Refuse.class);
    assertThat(vocabulary.rule("Password")).get().isInstanceOf(Refuse.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DISABLED; DISABLE",
        "PREFERRED; PREFER",
        "REQUIRED; REQUIRE",
        "VERIFY_CA; VERIFY_CA",
        "VERIFY_IDENTITY; VERIFY_FULL",
      })
  void readsTheDriversNamesOfTheModes(String value, SslMode mode) throws Exception {
    ConnectSettings settings = read("sslMode", value);

    assertThat(settings.tls().mode().value()).isEqualTo(mode);
    assertThat(settings.delegateProperties()).doesNotContainKey("sslMode");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "enabledTLSProtocols; TLSv1.2,TLSv1.3; TLS_1_2; TLS_1_3",
        "tlsVersions; TLSv1.3, TLSv1.2; TLS_1_2; TLS_1_3",
        "tlsversions; TLSv1.3; TLS_1_3; TLS_1_3",
        "tlsVersions; TLSv1.2; TLS_1_2; TLS_1_2",
      })
  void readsAListOfVersionsAsBounds(String key, String list, TlsVersion least, TlsVersion greatest)
      throws Exception {
    ConnectSettings settings = read(key, list);

    assertThat(settings.tls().protocols().least()).isEqualTo(least);
    assertThat(settings.tls().protocols().greatest()).isEqualTo(greatest);
    assertThat(settings.delegateProperties()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TLSv1.1,TLSv1.2", "TLSv1", "TLSv1.2,", "tlsv1.2", "TLSv1.2;TLSv1.3"})
  void refusesAListWithoutAnExactMeaning(String list) {
    TranslateEach rule = (TranslateEach) vocabulary.rule("tlsVersions").orElseThrow();

    assertThat(rule.values().apply(list)).isEmpty();
    assertThatThrownBy(() -> read("tlsVersions", list))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER))
        .hasMessageContaining("ssl_min_protocol_version");
  }

  @Test
  void refusesAListThatSaysAnotherThingThanOurBound() {
    Properties properties = new Properties();
    properties.setProperty("tlsVersions", "TLSv1.2,TLSv1.3");
    properties.setProperty("ssl_min_protocol_version", "TLSv1.3");

    assertThatThrownBy(() -> read(properties))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER));
  }

  @ParameterizedTest
  @CsvSource({
    "useSSL,sslmode",
    "requireSSL,sslmode",
    "verifyServerCertificate,sslmode",
    "trustCertificateKeyStoreUrl,sslrootcert",
    "clientCertificateKeyStoreUrl,sslcert"
  })
  void saysWhatToUseInPlaceOfTheDriversOwn(String key, String remedy) {
    Refuse rule = (Refuse) vocabulary.rule(key).orElseThrow();

    assertThat(rule.remedy()).contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"useSL", "socketFactry", "sslModus", "tlsVersion", "trustCertificateKeyStoreUri"})
  void leavesNoMisspeltDemandToTheDriver(String key) {
    assertThatThrownBy(() -> read(key, "x"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.UNKNOWN_PARAMETER));
  }

  private ConnectSettings read(String key, String value) throws ProblemException {
    Properties properties = new Properties();
    properties.setProperty(key, value);
    return read(properties);
  }

  private ConnectSettings read(Properties properties) throws ProblemException {
    return new SettingsReader(vocabulary, false, name -> null, file -> false)
        .read(
            MysqlUrl.parse("mysql://db.example.com/orders?sslrootcert=/ca.pem"),
            properties,
            TlsPolicy.unrestricted());
  }
}
