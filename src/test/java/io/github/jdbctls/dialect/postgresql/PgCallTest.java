package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What pgjdbc is called with, whatever was asked for. */
class PgCallTest {
  private static final HostPort SERVER = new HostPort("db", 5433);
  private static final String HANDLE = "a handle";

  /** Each key that decides about TLS, with a value that would do harm. */
  private static final Map<String, String> HARMFUL =
      Map.ofEntries(
          Map.entry("sslmode", "allow"),
          Map.entry("sslfactory", "org.postgresql.ssl.NonValidatingFactory"),
          Map.entry("sslfactoryarg", "another handle"),
          Map.entry("socketFactory", "com.example.OwnSockets"),
          Map.entry("socketFactoryArg", "another handle"),
          Map.entry("sslNegotiation", "direct"),
          Map.entry("gssEncMode", "require"),
          Map.entry("classLoaderStrategy", "driver"),
          Map.entry("loadBalanceHosts", "true"),
          Map.entry("hostRecheckSeconds", "10"),
          Map.entry("loginTimeout", "1"));

  private static DelegateUrl url(HostPort server, @Nullable String database) {
    return new DelegateUrl(
        List.of(server),
        Optional.ofNullable(database),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Map<String, String> properties(Map<String, String> given, Transport transport) {
    return call(given, transport).properties();
  }

  private static DelegateCall call(Map<String, String> given, Transport transport) {
    return new PostgresqlDialect()
        .call(url(SERVER, "orders"), given, transport, HANDLE, Optional.empty());
  }

  private static Map<String, String> forced(Transport transport) {
    return Map.ofEntries(
        Map.entry("sslmode", transport == Transport.PLAIN ? "disable" : "require"),
        Map.entry("sslfactory", "io.github.jdbctls.dialect.postgresql.PgTlsSocketFactory"),
        Map.entry("sslfactoryarg", HANDLE),
        Map.entry("socketFactory", "io.github.jdbctls.dialect.postgresql.PgSocketFactory"),
        Map.entry("socketFactoryArg", HANDLE),
        Map.entry("sslNegotiation", transport == Transport.DIRECT_TLS ? "direct" : "postgres"),
        Map.entry("gssEncMode", "disable"),
        Map.entry("classLoaderStrategy", "driver-first"),
        Map.entry("channelBinding", "prefer"),
        Map.entry("loadBalanceHosts", "false"),
        Map.entry("hostRecheckSeconds", "0"),
        Map.entry("loginTimeout", "0"));
  }

  @ParameterizedTest
  @EnumSource
  void replacesWhatWouldDecideAboutTls(Transport transport) {
    assertThat(properties(HARMFUL, transport)).isEqualTo(forced(transport));
  }

  /** A driver's own default, which a file on the class path may change, is never left to hold. */
  @ParameterizedTest
  @EnumSource
  void setsThemWhereNothingWasGiven(Transport transport) {
    assertThat(properties(Map.of(), transport)).isEqualTo(forced(transport));
  }

  @ParameterizedTest
  @EnumSource
  void passesOnWhatIsNoneOfOurs(Transport transport) {
    Map<String, String> given =
        Map.of("user", "app", "password", "secret", "ApplicationName", "x", "sslmode", "disable");

    assertThat(properties(given, transport))
        .containsAllEntriesOf(forced(transport))
        .containsAllEntriesOf(Map.of("user", "app", "password", "secret", "ApplicationName", "x"))
        .hasSize(forced(transport).size() + 3);
  }

  @ParameterizedTest
  @CsvSource({"5", "0"})
  void tellsTheDriverNothingOfLibpqsLimitButItsOwn(String seconds) {
    assertThat(properties(Map.of("connect_timeout", seconds), Transport.TLS))
        .containsEntry("connectTimeout", seconds)
        .doesNotContainKey("connect_timeout");
    assertThat(properties(Map.of("connect_timeout", seconds, "connectTimeout", "7"), Transport.TLS))
        .containsEntry("connectTimeout", "7")
        .doesNotContainKey("connect_timeout");
    assertThat(new PostgresqlDialect().addressTimeout(Map.of("connectTimeout", "7"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheChannelBindingThatWasDemanded(Transport transport) {
    assertThat(properties(Map.of("channelBinding", "require"), transport))
        .containsEntry("channelBinding", "require");
  }

  /** A parameter of the URL would win over the properties. */
  @ParameterizedTest
  @EnumSource
  void leavesNoParameterInTheUrl(Transport transport) {
    assertThat(call(HARMFUL, transport).url()).isEqualTo("jdbc:postgresql://db:5433/orders");
  }

  @Test
  void letsNoDatabaseBecomeAParameter() {
    assertThat(new PostgresqlDialect().bareUrl(url(SERVER, "a?sslmode=disable&x=/..#b;c")))
        .startsWith("jdbc:postgresql://db:5433/a")
        .satisfies(
            url ->
                assertThat(url.substring("jdbc:postgresql://db:5433/".length()))
                    .doesNotContainPattern("[?&=/#;]"));
  }

  @Test
  void namesNoDatabaseWhereNoneWasGiven() {
    assertThat(new PostgresqlDialect().bareUrl(url(new HostPort("::1", 5432), null)))
        .isEqualTo("jdbc:postgresql://[::1]:5432/");
  }
}
