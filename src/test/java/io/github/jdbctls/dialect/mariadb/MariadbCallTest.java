package io.github.jdbctls.dialect.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;

/** What MariaDB's driver is called with, whatever was asked for, and what its hooks give out. */
class MariadbCallTest {
  private static final String HANDLE = "a handle";
  private static final MariadbDialect DIALECT = new MariadbDialect();

  /** Options that decide about TLS, in spellings that the driver takes, with harmful values. */
  private static final Map<String, String> HARMFUL =
      Map.ofEntries(
          Map.entry("SSLMODE", "trust"),
          Map.entry("TlsSocketType", "DEFAULT"),
          Map.entry("socketfactory", "com.example.OwnSockets"),
          Map.entry("permitRedirect", "true"),
          Map.entry("USEIPFORKILLQUERY", "true"),
          Map.entry("useSsl", "true"),
          Map.entry("trustServerCertificate", "true"),
          Map.entry("pipe", "x"),
          Map.entry("localSocket", "/run/x"),
          Map.entry("pool", "true"),
          Map.entry("enabledSslProtocolSuites", "TLSv1"),
          Map.entry("enabledSslCipherSuites", "TLS_NULL"),
          Map.entry("serverSslCert", "/x"),
          Map.entry("clientCertificateKeyStoreUrl", "/x"),
          Map.entry("loginTimeout", "1"));

  private static DelegateCall call(
      Map<String, String> given, Transport transport, Optional<Duration> remaining)
      throws Exception {
    return DIALECT.call(
        MariadbUrl.parse("mariadb:sequential://db:3307,other/orders?sslmode=disable"),
        given,
        transport,
        HANDLE,
        remaining);
  }

  private static Map<String, String> forced(Transport transport) {
    Map<String, String> always =
        Map.of(
            "tlsSocketType", "jdbc-tls",
            "socketFactory", "io.github.jdbctls.dialect.mariadb.MariadbSocketFactory",
            "permitRedirect", "false",
            "useIpForKillQuery", "false");
    Map<String, String> all = new HashMap<>(always);
    all.put("sslMode", transport == Transport.PLAIN ? "disable" : "verify-full");
    if (transport == Transport.PLAIN) {
      all.put("allowPublicKeyRetrieval", "false");
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "PLAIN"})
  void replacesWhatWouldDecideAboutTls(Transport transport) throws Exception {
    Map<String, String> properties = call(HARMFUL, transport, Optional.empty()).properties();

    assertThat(new HashMap<>(properties)).as("in our spelling").isEqualTo(forced(transport));
    Configuration driver = configuration(call(HARMFUL, transport, Optional.empty()));
    assertThat(driver.sslMode().getValue())
        .isEqualTo(transport == Transport.PLAIN ? "disable" : "verify-full");
    assertThat(driver.tlsSocketType()).isEqualTo("jdbc-tls");
    assertThat(driver.permitRedirect()).isFalse();
    assertThat(driver.useIpForKillQuery()).isFalse();
    assertThat(driver.pipe()).isNull();
    assertThat(driver.localSocket()).isNull();
    assertThat(driver.nonMappedOptions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "PLAIN"})
  void setsThemWhereNothingWasGiven(Transport transport) throws Exception {
    assertThat(call(Map.of(), transport, Optional.empty()).properties())
        .isEqualTo(forced(transport));
  }

  @Test
  void leavesNoParameterAndNoHandleInTheUrlThatTheDriverShows() throws Exception {
    DelegateCall call = call(Map.of("password", "S3CRET"), Transport.TLS, Optional.empty());

    assertThat(call.url()).isEqualTo("jdbc:mariadb:sequential://db:3307,other:3306/orders");
    assertThat(call.properties()).doesNotContainValue(HANDLE);
    assertThat(configuration(call).toString()).doesNotContain("S3CRET", HANDLE);
  }

  private static Configuration configuration(DelegateCall call) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(call.properties());
    return Configuration.parse(call.url(), properties);
  }

  @Test
  void givesTheDriverAsMuchTimeAsIsLeftUnlessTheUserDid() throws Exception {
    Optional<Duration> remaining = Optional.of(Duration.ofSeconds(60));

    assertThat(call(Map.of(), Transport.TLS, remaining).properties())
        .containsEntry("connectTimeout", "60002");
    assertThat(call(Map.of("connecttimeout", "7"), Transport.TLS, remaining).properties())
        .containsEntry("connecttimeout", "7")
        .doesNotContainKey("connectTimeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"db_1", "a.b.", "-a", "a-.b"})
  void refusesAHostWithWhichTheDriverCannotMakeTls(String host) throws Exception {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> check(host, Map.of(), SslMode.PREFER));

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_URL);
    assertThat(refusal).message().contains("\"" + host + "\"");
    check(host, Map.of(), SslMode.DISABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "db-1.example.com", "127.0.0.1", "127.1", "[::1]"})
  void takesOtherHosts(String host) throws Exception {
    check(host, Map.of(), SslMode.VERIFY_FULL);

    assertThat(MariadbUrl.parse("mariadb://" + host + "/").hosts()).hasSize(1);
  }

  private static void check(String host, Map<String, String> properties, SslMode mode)
      throws ProblemException {
    DIALECT.check(MariadbUrl.parse("mariadb://" + host + "/"), properties, mode);
  }

  @ParameterizedTest
  @EnumSource
  void takesNoPublicKeyFromWhoeverAnswersInPlainText(SslMode mode) throws Exception {
    for (Map<String, String> harmful :
        List.of(
            Map.of("allowPublicKeyRetrieval", "true"),
            Map.of("ALLOWPUBLICKEYRETRIEVAL", ""),
            Map.of("serverRsaPublicKeyFile", "/key.pem"))) {
      if (mode.isWeakerThan(SslMode.REQUIRE)) {
        assertThatThrownBy(() -> check("db", harmful, mode))
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER));
      } else {
        check("db", harmful, mode);
      }
    }
    check("db", Map.of("allowPublicKeyRetrieval", "false"), mode);
  }

  @ParameterizedTest
  @CsvSource({
    "28000, 1045, DIALLED, LOGIN_REFUSED",
    "28000, 1045, CONFIRMED, LOGIN_REFUSED",
    "HY000, 3159, DIALLED, LOGIN_REFUSED",
    "08004, 3159, ANSWERED, LOGIN_REFUSED",
    "HY000, 3159, CONFIRMED, FINAL",
    "08000, 0, DIALLED, FINAL",
    "42000, 1049, DIALLED, FINAL",
    ", 0, DIALLED, FINAL",
  })
  void saysWhenTheTransportMayBeTheReason(
      String state, int code, Progress progress, Setback expected) {
    assertThat(DIALECT.setback(new SQLException("failed", state, code), progress))
        .isEqualTo(expected);
  }

  @Test
  void opensNothingForAConfigurationOfSomebodyElse() throws Exception {
    MariadbSocketFactory factory = new MariadbSocketFactory();
    Configuration foreign = Configuration.parse("jdbc:mariadb://localhost/");

    assertThatThrownBy(() -> factory.setConfiguration(foreign, "localhost"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(factory::createSocket).isInstanceOf(IOException.class);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    assertThatThrownBy(() -> factory.createSocket("localhost", 1)).hasMessageContaining("Only");
    assertThatThrownBy(() -> factory.createSocket("localhost", 1, loopback, 0))
        .hasMessageContaining("Only");
    assertThatThrownBy(() -> factory.createSocket(loopback, 1)).hasMessageContaining("Only");
    assertThatThrownBy(() -> factory.createSocket(loopback, 1, loopback, 0))
        .hasMessageContaining("Only");
  }

  @Test
  void layersNoTlsOnASocketOfSomebodyElseAndTrustsNobody() throws Exception {
    MariadbTlsSocketPlugin plugin = new MariadbTlsSocketPlugin();
    Configuration conf = Configuration.parse("jdbc:mariadb://localhost/");
    HostAddress host = HostAddress.from("localhost", 3306);
    ExceptionFactory exceptions = new ExceptionFactory(conf, host);

    try (Socket foreign = new Socket()) {
      SSLSocketFactory unused = (SSLSocketFactory) SSLSocketFactory.getDefault();
      assertThatThrownBy(() -> plugin.createSocket(foreign, unused))
          .hasMessageContaining("somebody else");
      assertThatThrownBy(() -> plugin.createSocket(foreign, unused, "localhost"))
          .hasMessageContaining("somebody else");
    }
    assertThat(plugin.getKeyManager(conf, exceptions)).isEmpty();
    X509ExtendedTrustManager trust =
        (X509ExtendedTrustManager) plugin.getTrustManager(conf, exceptions, host)[0];
    assertThat(trust.getAcceptedIssuers()).isEmpty();
    assertThatThrownBy(() -> trust.checkServerTrusted(null, "RSA"))
        .hasMessageContaining("jdbc-tls");
    assertThatThrownBy(() -> trust.checkClientTrusted(null, "RSA"))
        .hasMessageContaining("jdbc-tls");
  }
}
