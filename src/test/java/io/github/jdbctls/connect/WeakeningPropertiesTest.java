package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mysql.cj.conf.PropertyKey;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.PassFromProperties;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.Parameter;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;
import org.postgresql.PGProperty;

/** What would weaken TLS behind our back gets through nowhere, with no driver, in no spelling. */
class WeakeningPropertiesTest {
  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          UnaryOperator.identity(),
          key -> key.toUpperCase(Locale.ROOT),
          key -> key.toLowerCase(Locale.ROOT));

  private record Key(String subprotocol, String key, boolean inUrl) {
    String url() {
      String bare = "jdbc:tls:" + subprotocol + "://localhost/0";
      return inUrl ? bare + "?" + key + "=" + value() : bare;
    }

    Properties properties() {
      Properties properties = new Properties();
      if (!inUrl) {
        properties.setProperty(key, value());
      }
      return properties;
    }

    private String value() {
      return "com.example.Anything";
    }

    @Override
    public String toString() {
      return subprotocol + ", " + key + (inUrl ? " in the URL" : " in the properties");
    }
  }

  private static Stream<Dialect> dialects() {
    return Stream.of("postgresql", "mysql", "mariadb", "redis")
        .map(subprotocol -> Dialects.find(subprotocol).orElseThrow());
  }

  private static Stream<Key> keys(Class<? extends KeyRule> kind, boolean inUrl) {
    return dialects()
        .flatMap(
            dialect ->
                dialect.vocabulary().guardedKeys().stream()
                    .filter(key -> Parameter.find(key).isEmpty())
                    .filter(
                        key -> dialect.vocabulary().rule(key).filter(kind::isInstance).isPresent())
                    .flatMap(
                        key ->
                            SPELLINGS.stream()
                                .map(spelling -> spelling.apply(key))
                                .distinct()
                                .map(
                                    spelt ->
                                        new Key(dialect.subprotocols().get(0), spelt, inUrl))));
  }

  static Stream<Key> refused() {
    return Stream.concat(keys(Refuse.class, true), keys(Refuse.class, false));
  }

  /** What names a class, or a file, or is a limit for a server. */
  static Stream<Key> ofTheApplicationOnly() {
    return Stream.of(
            named("postgresql", Arrays.stream(PGProperty.values()).map(PGProperty::getName)),
            named("mysql", Arrays.stream(PropertyKey.values()).map(PropertyKey::getKeyName)),
            named(
                "mariadb",
                Arrays.stream(Configuration.Builder.class.getDeclaredFields()).map(Field::getName)))
        .flatMap(keys -> keys);
  }

  private static Stream<Key> named(String subprotocol, Stream<String> names) {
    Dialect dialect = Dialects.find(subprotocol).orElseThrow();
    return names
        .filter(
            name ->
                dialect
                    .vocabulary()
                    .rule(name)
                    .filter(PassFromProperties.class::isInstance)
                    .isPresent())
        .map(name -> new Key(subprotocol, name, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql, scramMaxIterations",
        "mysql, queryInterceptors",
        "mysql, authenticationPlugins",
        "mysql, idTokenFile",
        "mysql, serverRSAPublicKeyFile",
        "mariadb, credentialType",
        "mariadb, serverRsaPublicKeyFile"
      })
  void knowsWhatIsOfTheApplicationOnly(String key) {
    assertThat(ofTheApplicationOnly()).anyMatch(k -> k.toString().startsWith(key + " "));
  }

  /** As local files, or which methods of a login are allowed. */
  @ParameterizedTest
  @CsvSource({
    "mysql, allowLoadLocalInfile, true, false",
    "mysql, disabledAuthenticationPlugins, none, mysql_clear_password",
    "mariadb, allowLocalInfile, true, false",
    "mariadb, restrictedAuth, mysql_clear_password, client_ed25519",
    "mariadb, RESTRICTEDAUTH, mysql_clear_password, client_ed25519"
  })
  void letsNoUrlOverruleTheApplication(
      String subprotocol, String key, String inUrl, String applications) {
    Properties info = new Properties();
    info.setProperty(key.equals("RESTRICTEDAUTH") ? "restrictedAuth" : key, applications);

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                RequestReading.of("jdbc:tls:" + subprotocol + "://h/d?" + key + "=" + inUrl, info));

    assertThat(refused).isNotNull();
    assertThat(refused.problem().failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
  }

  /**
   * Characters beyond ASCII whose other case is an ASCII letter, so that a map may find the key.
   */
  @ParameterizedTest
  @CsvSource({
    "mariadb, restrictedAuth, re\u017ftrictedAuth, client_ed25519, mysql_clear_password",
    "mariadb, allowLocalInfile, allowLocal\u0130nfile, false, true",
    "mariadb, allowLocalInfile, allowLocal\u0131nfile, false, true",
    "mariadb, permitRedirect, perm\u0131tRedirect, false, true",
    "mysql, disabledAuthenticationPlugins, disabledAuthent\u0131cationPlugins, a, b",
    "mysql, sslMode, \u017fslMode, VERIFY_IDENTITY, DISABLED",
    "postgresql, sslkey, ssl\u212aey, a, b",
    "redis, user, u\u017fer, a, b"
  })
  void takesNoKeyForAnotherThatLooksAlike(
      String subprotocol, String key, String alike, String applications, String inUrl) {
    assertThat(alike).isNotEqualTo(key).isEqualToIgnoringCase(key);
    Properties info = new Properties();
    info.setProperty(key, applications);
    String url = "jdbc:tls:" + subprotocol + "://h/?" + alike + "=" + inUrl;

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> RequestReading.of(url, info))
        .extracting(e -> e.problem().failure())
        .isIn(TlsFailure.UNKNOWN_PARAMETER, TlsFailure.WEAKENING_PARAMETER);
  }

  /** Of what one key says no to another must not say yes. */
  @ParameterizedTest
  @CsvSource({
    "allowLoadLocalInfile, false, allowLoadLocalInfileInPath, /",
    "allowLoadLocalInfileInPath, /data, allowLoadLocalInfile, true",
    "allowLoadLocalInfileInPath, /data, ALLOWLOADLOCALINFILE, true",
    "allowLoadLocalInfileInPath, /data, allowUrlInLocalInfile, true"
  })
  void letsNoUrlOverruleTheApplicationByAKeyOfTheSameConcern(
      String applicationsKey, String applications, String urls, String inUrl) {
    Properties info = new Properties();
    info.setProperty(applicationsKey, applications);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> RequestReading.of("jdbc:tls:mysql://h/d?" + urls + "=" + inUrl, info))
        .satisfies(
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER),
            e -> assertThat(e.problem().found()).contains(applicationsKey, urls));
  }

  @Test
  void takesKeysOfTheSameConcernFromOnePlaceOrTwiceTheSame() throws ProblemException {
    String both = "allowLoadLocalInfile=false&allowLoadLocalInfileInPath=/data";
    Properties info = new Properties();
    info.setProperty("allowLoadLocalInfile", "false");
    info.setProperty("allowLoadLocalInfileInPath", "/data");

    for (Properties properties : List.of(new Properties(), info)) {
      assertThat(RequestReading.of("jdbc:tls:mysql://h/d?" + both, properties).attempts())
          .allSatisfy(
              attempt ->
                  assertThat(attempt.call().properties())
                      .containsEntry("allowLoadLocalInfile", "false")
                      .containsEntry("allowLoadLocalInfileInPath", "/data"));
    }
  }

  @ParameterizedTest
  @MethodSource({"refused", "ofTheApplicationOnly"})
  void refusesIt(Key key) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> RequestReading.of(key.url(), key.properties()));

    assertThat(refused).isNotNull();
    assertThat(refused.problem().failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER);
    assertThat(refused.problem().found()).containsIgnoringCase("\"" + key.key() + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://(host=localhost,sslMode=DISABLED)/db",
        "mysql://(host=localhost,SSLMODE=DISABLED)/db",
        "mysql://address=(host=localhost)(useSSL=false)/db",
        "mysql://a,(host=b,socketFactory=com.example.Own)/db",
        "mysql:loadbalance://(host=a),(host=b,socksProxyHost=evil)/db",
        "mysql:replication://address=(host=a)(type=source)(protocol=PIPE)/db",
        "mysql+srv://cluster.example.com/db",
        "mariadb://address=(host=localhost)(sslMode=disable)/db",
        "mariadb://address=(host=localhost)(SSLMODE=disable)/db",
        "mariadb:sequential://a,address=(host=b)(localSocket=/run/db.sock)/db",
        "mariadb:replication://address=(host=a)(type=primary)(pipe=db)/db",
        "redis:cluster://a,b/0",
        "redis-cluster://a:6379/0"
      })
  void letsNothingThroughBesideAHost(String url) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> RequestReading.of("jdbc:tls:" + url, new Properties()));

    assertThat(refused).as(url).isNotNull();
  }

  /** A dialect without a table would pass the test above. */
  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mysql", "mariadb", "redis"})
  void isHeldAgainstEveryDriver(String subprotocol) {
    assertThat(refused().filter(key -> key.subprotocol().equals(subprotocol)))
        .hasSizeGreaterThan(10);
  }
}
