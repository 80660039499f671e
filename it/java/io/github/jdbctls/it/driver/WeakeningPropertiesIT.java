package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Properties of pgjdbc that would replace, weaken or bypass TLS: wherever and however they are
 * written, they are refused before anything is dialled, or have no such effect.
 */
class WeakeningPropertiesIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;
  @AutoClose private static ScriptedProxy proxy;

  /** How a user may write a property. */
  private enum Place {
    URL {
      @Override
      Connection connect(String key, String value) throws SQLException {
        return DriverManager.getConnection(url(key + "=" + value), login());
      }
    },
    URL_IN_LOWER_CASE {
      @Override
      Connection connect(String key, String value) throws SQLException {
        return URL.connect(key.toLowerCase(Locale.ROOT), value);
      }
    },
    PROPERTIES {
      @Override
      Connection connect(String key, String value) throws SQLException {
        Properties info = login();
        info.setProperty(key, value);
        return DriverManager.getConnection(url(), info);
      }
    },
    PROPERTIES_IN_UPPER_CASE {
      @Override
      Connection connect(String key, String value) throws SQLException {
        return PROPERTIES.connect(key.toUpperCase(Locale.ROOT), value);
      }
    },
    DEFAULTS_OF_PROPERTIES {
      @Override
      Connection connect(String key, String value) throws SQLException {
        Properties defaults = login();
        defaults.setProperty(key, value);
        return DriverManager.getConnection(url(), new Properties(defaults));
      }
    };

    abstract Connection connect(String key, String value) throws SQLException;
  }

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
    proxy = ScriptedProxy.before(postgres.server().port(), ProxyScript.passThrough());
  }

  private static String url(String... parameters) {
    return postgres.url("localhost:" + proxy.port(), parameters);
  }

  private static Properties login() {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", PASSWORD);
    return login;
  }

  static Stream<Arguments> weakeningProperties() {
    return Stream.of(
            "ssl=false",
            "ssl=1",
            "ssl=on",
            "sslfactory=org.postgresql.ssl.NonValidatingFactory",
            "sslfactoryarg=anything",
            "sslhostnameverifier=io.example.AcceptsEveryone",
            "pemKeyAlgorithm=RSA",
            "xmlFactoryFactory=LEGACY_INSECURE",
            "service=other",
            "host=127.0.0.1",
            "port=5432",
            "dbname=other",
            "PGHOST=127.0.0.1",
            "PGPORT=5432",
            "PGDBNAME=other",
            "socketFactory=javax.net.DefaultSocketFactory",
            "socketFactoryArg=anything",
            "classLoaderStrategy=context-first",
            "connectExecutor=io.example.Executor",
            "connectExecutorArg=anything",
            "authenticationPluginClassName=io.example.Plugin")
        .flatMap(property -> Stream.of(Place.values()).map(place -> Arguments.of(property, place)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("weakeningProperties")
  void refusesPropertiesThatWouldWeakenTls(String property, Place place) {
    int equals = property.indexOf('=');
    String key = property.substring(0, equals);
    int before = proxy.connections();

    assertThatThrownBy(() -> place.connect(key, property.substring(equals + 1)))
        .isInstanceOfSatisfying(
            TlsException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER);
              assertThat(e.getMessage()).containsIgnoringCase(key);
            });
    assertThat(proxy.connections()).as("nothing was dialled").isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "sslmode=disable&SSLMODE=verify-full, CONFLICTING_PARAMETER",
    "sslmode=disable&ssl=true, CONFLICTING_PARAMETER",
    "sslMode=VERIFY, INVALID_VALUE",
    "sslmode=, INVALID_VALUE",
    "sslmod=disable, UNKNOWN_PARAMETER",
    "sslNegotiation=direct&sslmode=prefer, INVALID_VALUE",
    "sslcertmode=require, CLIENT_CERTIFICATE_NOT_SENT",
    "requiressl=1&sslmode=prefer, CONFLICTING_PARAMETER",
    "ssl_max_protocol_version=TLSv1.1, INVALID_VALUE",
    "sslkeypermissions=warn, UNSUPPORTED_PARAMETER",
    "sslpasswordcallback=io.example.Callback, UNSUPPORTED_PARAMETER",
    "gssEncMode=require, UNSUPPORTED_PARAMETER",
    "tlsCipher=none, UNKNOWN_PARAMETER",
    "channelBindings=require, UNKNOWN_PARAMETER",
    "channelBindin=require, UNKNOWN_PARAMETER",
    "requirAuth=scram-sha-256, UNKNOWN_PARAMETER",
    "requireAuths=x, UNKNOWN_PARAMETER",
    "loginTimeout=5&amp;sslcrl=/x, UNKNOWN_PARAMETER",
    "loginTimeout=5&amp;channel_binding=require, UNKNOWN_PARAMETER",
  })
  void refusesParametersThatAreWrong(String parameters, TlsFailure expected) {
    int before = proxy.connections();

    assertThatThrownBy(() -> DriverManager.getConnection(url(parameters), login()))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
    assertThat(proxy.connections()).as("nothing was dialled").isEqualTo(before);
  }

  @Test
  void refusesAnObjectInPlaceOfAText() {
    Properties info = login();
    info.put("socketFactory", new Object());
    int before = proxy.connections();

    assertThatThrownBy(() -> DriverManager.getConnection(url(), info))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.INVALID_VALUE));
    assertThat(proxy.connections()).as("nothing was dialled").isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl=true",
        "SSL=TRUE",
        "ssl=",
        "ssl",
        "SSLMODE=verify-full",
        "sslMode=VERIFY_IDENTITY",
        "gssEncMode=prefer",
        "gssencmode=disable",
        "hostRecheckSeconds=10",
        "loadBalanceHosts=true",
        "sslResponseTimeout=60000",
        "localSocketAddress=127.0.0.1",
      })
  void verifiesTheNameUnderPropertiesWithoutHarm(String property) throws Exception {
    try (Connection connection = DriverManager.getConnection(url(property), login())) {
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(
              info -> {
                assertThat(info.mode()).isEqualTo(SslMode.VERIFY_FULL);
                assertThat(info.verifiedName()).contains("localhost");
              });
      assertThat(postgres.server().tlsOf(connection)).map(BackendTls::encrypted).hasValue(true);
    }
  }

  @Test
  void leavesTheCallersPropertiesAsTheyWere() throws Exception {
    Properties info = login();
    Properties copy = new Properties();
    copy.putAll(info);

    DriverManager.getConnection(url(), info).close();

    assertThat(info).isEqualTo(copy);
  }
}
