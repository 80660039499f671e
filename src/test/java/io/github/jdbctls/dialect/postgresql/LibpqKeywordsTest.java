package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.Pass;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.Reword;
import io.github.jdbctls.settings.Meaning;
import io.github.jdbctls.settings.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** The values that libpq takes and refuses were asked of libpq 18.6 itself. */
class LibpqKeywordsTest {
  private final PgVocabulary vocabulary = new PgVocabulary();

  private enum Treatment {
    OURS,
    REWORDED,
    SAME_IN_PGJDBC,
    REFUSED
  }

  /** All that {@code PQconndefaults} of libpq 18.6 lists, in its order. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "service, REFUSED",
    "user, SAME_IN_PGJDBC",
    "password, SAME_IN_PGJDBC",
    "passfile, REWORDED",
    "channel_binding, OURS",
    "connect_timeout, REWORDED",
    "dbname, REFUSED",
    "host, REFUSED",
    "hostaddr, OURS",
    "port, REFUSED",
    "client_encoding, REWORDED",
    "options, SAME_IN_PGJDBC",
    "application_name, REWORDED",
    "fallback_application_name, REWORDED",
    "keepalives, REWORDED",
    "keepalives_idle, REWORDED",
    "keepalives_interval, REWORDED",
    "keepalives_count, REWORDED",
    "tcp_user_timeout, REWORDED",
    "sslmode, OURS",
    "sslnegotiation, OURS",
    "sslcompression, OURS",
    "sslcert, OURS",
    "sslkey, OURS",
    "sslcertmode, OURS",
    "sslpassword, OURS",
    "sslrootcert, OURS",
    "sslcrl, OURS",
    "sslcrldir, OURS",
    "sslsni, OURS",
    "requirepeer, OURS",
    "require_auth, OURS",
    "min_protocol_version, REWORDED",
    "max_protocol_version, REWORDED",
    "ssl_min_protocol_version, OURS",
    "ssl_max_protocol_version, OURS",
    "gssencmode, OURS",
    "krbsrvname, REWORDED",
    "gsslib, SAME_IN_PGJDBC",
    "gssdelegation, REWORDED",
    "replication, SAME_IN_PGJDBC",
    "target_session_attrs, REWORDED",
    "load_balance_hosts, REWORDED",
    "scram_client_key, REWORDED",
    "scram_server_key, REWORDED",
    "oauth_issuer, REWORDED",
    "oauth_client_id, REWORDED",
    "oauth_client_secret, REWORDED",
    "oauth_scope, REWORDED",
    "sslkeylogfile, OURS",
  })
  void areEachTreatedInOneWay(String keyword, Treatment expected) {
    List<Treatment> treatments = new ArrayList<>();
    if (Parameter.find(keyword).isPresent()) {
      treatments.add(Treatment.OURS);
    }
    Optional<KeyRule> rule = vocabulary.rule(keyword);
    if (rule.filter(Reword.class::isInstance).isPresent()) {
      treatments.add(Treatment.REWORDED);
    }
    if (rule.filter(r -> r instanceof Pass || r instanceof PassAgreed).isPresent()) {
      treatments.add(Treatment.SAME_IN_PGJDBC);
    }
    if (rule.filter(Refuse.class::isInstance).isPresent()) {
      treatments.add(Treatment.REFUSED);
    }

    assertThat(treatments).containsExactly(expected);
  }

  private Meaning meaning(String keyword, String value) {
    return ((Reword) vocabulary.rule(keyword).orElseThrow()).meaning().apply(value);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "application_name, orders, ApplicationName=orders",
    "application_name, '', ApplicationName=",
    "keepalives, 1, tcpKeepAlive=true",
    "keepalives, 2, tcpKeepAlive=true",
    "keepalives, -1, tcpKeepAlive=true",
    "keepalives, 0, tcpKeepAlive=false",
    "target_session_attrs, any, targetServerType=any",
    "target_session_attrs, read-write, targetServerType=primary",
    "target_session_attrs, primary, targetServerType=primary",
    "target_session_attrs, read-only, targetServerType=secondary",
    "load_balance_hosts, disable, loadBalanceHosts=false",
    "load_balance_hosts, random, loadBalanceHosts=true",
    "max_protocol_version, 3.0, protocolVersion=3.0",
    "max_protocol_version, 3.2, protocolVersion=3.2",
    "max_protocol_version, latest, protocolVersion=3.2",
    "krbsrvname, pg, kerberosServerName=pg",
  })
  void becomePropertiesOfTheDriver(String keyword, String value, String expected) {
    Meaning.Property property = (Meaning.Property) meaning(keyword, value);

    assertThat(property.key() + "=" + property.value()).isEqualTo(expected);
    assertThat(PGProperty.forName(property.key())).isNotNull();
    assertThat(meaning(keyword.toUpperCase(Locale.ROOT), value)).isEqualTo(property);
  }

  /** Libpq 18 does not raise 1 to 2, as versions before 17 did. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "10, 10",
    "010, 10",
    "' 10 ', 10",
    "+10, 10",
    "1, 1",
    "0, 0",
    "-5, 0",
    "2147483647, 2147483",
  })
  void limitTheTimeForEachAddressInAPropertyOfTheDialect(String value, long seconds) {
    Meaning.Property property = (Meaning.Property) meaning("Connect_Timeout", value);
    Map<String, String> properties = Map.of(property.key(), property.value());

    assertThat(property.key()).isEqualTo("connect_timeout");
    assertThat(new PostgresqlDialect().addressTimeout(properties).map(Duration::toSeconds))
        .isEqualTo(seconds == 0 ? Optional.empty() : Optional.of(seconds));
  }

  @Test
  void giveANameToApplicationsWithoutOne() {
    assertThat(meaning("fallback_application_name", "psql"))
        .isEqualTo(new Meaning.Fallback("ApplicationName", "psql"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "client_encoding, UTF8",
    "client_encoding, utf-8",
    "client_encoding, UNICODE",
    "client_encoding, auto",
    "client_encoding, ''",
    "keepalives_idle, 0",
    "keepalives_interval, 0",
    "keepalives_count, 0",
    "tcp_user_timeout, 0",
    "min_protocol_version, 3.0",
    "gssdelegation, 0",
    "gssdelegation, ''",
    "gssdelegation, x",
    "oauth_issuer, ''",
  })
  void areAcceptedWhereTheyAskForNothing(String keyword, String value) {
    assertThat(meaning(keyword, value)).isInstanceOf(Meaning.Nothing.class);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "connect_timeout, ''",
    "connect_timeout, 5x",
    "connect_timeout, 1.5",
    "connect_timeout, 0x10",
    "connect_timeout, 99999999999",
    "keepalives, ''",
    "keepalives, on",
    "keepalives_idle, ''",
    "keepalives_count, x",
    "tcp_user_timeout, x",
    "target_session_attrs, ''",
    "target_session_attrs, ANY",
    "target_session_attrs, secondary",
    "load_balance_hosts, ''",
    "load_balance_hosts, true",
    "min_protocol_version, ''",
    "min_protocol_version, 3.1",
    "max_protocol_version, 3",
    "max_protocol_version, LATEST",
  })
  void refuseWhatLibpqRefuses(String keyword, String value) {
    assertThat(meaning(keyword, value))
        .isInstanceOfSatisfying(
            Meaning.Invalid.class, invalid -> assertThat(invalid.expected()).endsWith("."));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "client_encoding, LATIN1",
    "keepalives_idle, 60",
    "keepalives_interval, 10",
    "keepalives_count, 3",
    "tcp_user_timeout, 5000",
    "target_session_attrs, standby",
    "target_session_attrs, prefer-standby",
    "min_protocol_version, 3.2",
    "min_protocol_version, latest",
    "gssdelegation, 1",
    "passfile, /p",
    "scram_client_key, a2V5",
    "scram_server_key, a2V5",
    "oauth_issuer, https://issuer",
    "oauth_client_id, id",
    "oauth_client_secret, secret",
    "oauth_scope, scope",
  })
  void areRefusedByNameWhereTheDriverCannot(String keyword, String value) {
    assertThat(meaning(keyword, value))
        .isInstanceOfSatisfying(
            Meaning.Unsupported.class,
            unsupported -> {
              assertThat(unsupported.reason()).isNotBlank().doesNotEndWith(".");
              assertThat(unsupported.remedy()).endsWith(".");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"connectTimeout", "ApplicationName", "targetServerType"})
  void leaveTheDriversOwnSpellingsAlone(String key) {
    assertThat(LibpqKeywords.find(key)).isEmpty();
  }
}
