package io.github.jdbctls.dialect.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.protocol.Transport;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;

/**
 * That the short way to a configuration leads where the driver's own, which is the oracle, does.
 */
class MariadbConfigurationTest {
  private static final MariadbDialect DIALECT = new MariadbDialect();
  private static final List<String> URLS =
      List.of(
          "mariadb://db:3307/orders",
          "mariadb://db",
          "mariadb://db/",
          "mariadb://[::1]:3307/orders",
          "mariadb://one,two:3307,three/orders",
          "mariadb:sequential://one,two:3307/orders",
          "mariadb:loadbalance://one,two/orders",
          "mariadb:load-balance-read://one,two/orders",
          "mariadb:replication://one,two,three/orders",
          "mariadb:replication://address=(host=one)(port=3307)(type=replica),"
              + "address=(host=two)(type=primary)/orders");

  private static DelegateCall call(
      String url, Map<String, String> given, Transport transport, Optional<Duration> remaining)
      throws Exception {
    return DIALECT.call(MariadbUrl.parse(url), given, transport, "a handle", remaining);
  }

  private static DelegateCall call(Map<String, String> given) throws Exception {
    return call(URLS.get(0), given, Transport.TLS, Optional.empty());
  }

  /** Returns all that a configuration consists of, as text. */
  private static Map<String, String> parts(Configuration configuration) throws Exception {
    Map<String, String> parts = new TreeMap<>();
    for (Field field : Configuration.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        parts.put(field.getName(), text(field.get(configuration)));
      }
    }
    return parts;
  }

  /** Of its codecs older drivers make others for each configuration: their classes are compared. */
  private static String text(@Nullable Object value) {
    return value instanceof Object[] many
        ? Stream.of(many).map(one -> one.getClass().getName()).toList().toString()
        : String.valueOf(value);
  }

  private static Configuration of(DelegateCall call) throws Exception {
    return Objects.requireNonNull(MariadbConfiguration.of(call));
  }

  private static void assertSameAsParsed(DelegateCall call) throws Exception {
    Configuration expected = Objects.requireNonNull(MariadbConfiguration.parsed(call));
    Configuration actual = of(call);

    assertThat(parts(actual)).hasSizeGreaterThan(80).isEqualTo(parts(expected));
    assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected + "");
  }

  static Stream<Arguments> calls() {
    List<Map<String, String>> logins =
        List.of(
            Map.of(),
            Map.of("user", "app"),
            Map.of("user", "app", "password", ""),
            Map.of("user", "", "password", "s3cret"),
            Map.of("user", "app", "password", "s3cret&user=root?/", "connectTimeout", "0"),
            Map.of("USER", "app", "Password", "s3cret", "ConnectTimeout", "007"),
            Map.of("connectTimeout", "999999999"),
            Map.of("PERMITREDIRECT", "true", "sslmode", "trust", "SocketFactory", "x"));
    return URLS.stream()
        .flatMap(
            url ->
                logins.stream()
                    .flatMap(
                        login ->
                            Stream.of(Transport.TLS, Transport.PLAIN)
                                .map(transport -> Arguments.of(url, login, transport))));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isThatOfTheDriver(String url, Map<String, String> login, Transport transport)
      throws Exception {
    assertSameAsParsed(call(url, login, transport, Optional.empty()));
    assertSameAsParsed(call(url, login, transport, Optional.of(Duration.ofMillis(4711))));
    assertSameAsParsed(call(url, login, transport, Optional.of(Duration.ofDays(365))));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("socketTimeout", "4711"),
        Arguments.of("sessionVariables", "sql_mode='ANSI'"),
        Arguments.of("readOnlyPropagatesToServer", "false"),
        Arguments.of("maxAllowedColumns", "17"),
        Arguments.of("transactionIsolation", "SERIALIZABLE"),
        Arguments.of("initSql", "SELECT 1"),
        Arguments.of("restrictedAuth", "client_ed25519"),
        Arguments.of("allowLocalInfile", "false"),
        Arguments.of("serverRsaPublicKeyFile", "/key.pem"),
        Arguments.of("com.example.unknown", "kept"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void losesNoOtherProperty(String key, String value) throws Exception {
    Map<String, String> without = Map.of("user", "app", "password", "s3cret");
    Map<String, String> given = new TreeMap<>(without);
    given.put(key, value);

    assertSameAsParsed(call(given));
    assertThat(parts(of(call(given))))
        .as("%s has an effect", key)
        .isNotEqualTo(parts(of(call(without))));
  }

  /** Over TLS it is the user's: the driver's own readings of a flag are to be kept. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "TRUE", "False", "1", "0", ""})
  void readsAFlagAsTheDriverDoes(String value) throws Exception {
    assertSameAsParsed(call(Map.of("allowPublicKeyRetrieval", value)));
    assertSameAsParsed(call(Map.of("ALLOWPUBLICKEYRETRIEVAL", value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "2", " true", "false "})
  void refusesAFlagAsTheDriverDoes(String value) {
    assertThatThrownBy(
            () -> MariadbConfiguration.of(call(Map.of("allowPublicKeyRetrieval", value))))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("allowPublicKeyRetrieval");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1s", " 1", "-1", "9999999999", "0x10"})
  void refusesATimeoutAsTheDriverDoes(String value) {
    assertThatThrownBy(() -> MariadbConfiguration.of(call(Map.of("connectTimeout", value))))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("connectTimeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "+1", "2147483647"})
  void takesATimeoutAsTheDriverDoes(String value) throws Exception {
    assertSameAsParsed(call(Map.of("connectTimeout", value)));
  }

  @Test
  void isNoneForAUrlOfAnotherDriver() throws Exception {
    Map<String, String> properties = Map.of("user", "app");

    assertThat(MariadbConfiguration.of(new DelegateCall("jdbc:other://db/", properties))).isNull();
  }

  @Test
  void isAnotherOneForEachCall() throws Exception {
    DelegateCall call = call(Map.of("user", "app"));

    assertThat(MariadbConfiguration.of(call)).isNotSameAs(MariadbConfiguration.of(call));
  }
}
