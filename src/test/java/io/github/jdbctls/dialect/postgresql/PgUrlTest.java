package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Secret;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class PgUrlTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://db.example.com/app,db.example.com,5432,app",
    "postgresql://db.example.com:5433/app,db.example.com,5433,app",
    "postgresql://[::1]:5433/app,::1,5433,app",
    "postgresql://[2001:db8::1]/app,2001:db8::1,5432,app",
    "postgresql://192.0.2.1/app,192.0.2.1,5432,app",
    "postgresql://db/a%2Fb%20c+d,db,5432,a/b c d",
    "postgresql://db,db,5432,",
    "postgresql://db?x=1,db,5432,",
    "postgresql://db/,db,5432,",
    "postgresql:app,localhost,5432,app",
    "postgresql:,localhost,5432,",
    "postgresql:///app,localhost,5432,app",
    "postgresql://:5433/app,localhost,5433,app",
  })
  void readsHostPortAndDatabase(String url, String host, int port, String database)
      throws Exception {
    DelegateUrl parsed = PgUrl.parse(url);

    assertThat(parsed.hosts()).containsExactly(new HostPort(host, port));
    assertThat(parsed.database().orElse(null)).isEqualTo(database);
  }

  @Test
  void readsSeveralHosts() throws Exception {
    assertThat(PgUrl.parse("postgresql://a,b:5433,[::1]:5434/app").hosts())
        .containsExactly(
            new HostPort("a", 5432), new HostPort("b", 5433), new HostPort("::1", 5434));
  }

  @Test
  void readsUserAndPasswordOfALibpqUri() throws Exception {
    DelegateUrl parsed =
        PgUrl.parse("postgresql://max%40x:se+cr%3At@host:26257/db?sslmode=require");

    assertThat(parsed.user()).contains("max@x");
    assertThat(parsed.password()).contains(Secret.of("se+cr:t"));
    assertThat(parsed.hosts()).containsExactly(new HostPort("host", 26257));
  }

  /** As database consoles print them; names and secrets are made up. */
  @ParameterizedTest
  @CsvSource({
    "'postgresql://maxroach:secret@free-tier.gcp-us-central1.cockroachlabs.cloud:26257/defaultdb"
        + "?sslmode=verify-full&options=--cluster%3Dfunky-skunk-123', maxroach, secret,"
        + " free-tier.gcp-us-central1.cockroachlabs.cloud:26257, defaultdb,"
        + " 'sslmode=verify-full options=--cluster=funky-skunk-123'",
    "'postgres://neondb_owner:npg_a1@ep-x-1-pooler.eu-central-1.aws.neon.tech/neondb"
        + "?sslmode=require&channel_binding=require', neondb_owner, npg_a1,"
        + " ep-x-1-pooler.eu-central-1.aws.neon.tech:5432, neondb,"
        + " 'sslmode=require channel_binding=require'",
    "'postgresql://postgres.ref:p%40w@aws-0-eu-central-1.pooler.supabase.com:6543/postgres',"
        + " postgres.ref, p@w, aws-0-eu-central-1.pooler.supabase.com:6543, postgres, ''",
    "'postgres://avnadmin:AVNS_x@pg-1.a.aivencloud.com:12691/defaultdb?sslmode=require',"
        + " avnadmin, AVNS_x, pg-1.a.aivencloud.com:12691, defaultdb, sslmode=require",
  })
  void readsWhatConsolesPrint(
      String url, String user, String password, String host, String database, String parameters)
      throws Exception {
    DelegateUrl parsed = PgUrl.parse(url);

    assertThat(parsed.user()).contains(user);
    assertThat(parsed.password()).contains(Secret.of(password));
    assertThat(parsed.hosts()).extracting(HostPort::toString).containsExactly(host);
    assertThat(parsed.database()).contains(database);
    assertThat(
            parsed.parameters().stream()
                .map(p -> p.key() + "=" + p.value().reveal())
                .collect(Collectors.joining(" ")))
        .isEqualTo(parameters);
  }

  @Test
  void readsSeveralHostsOfALibpqUri() throws Exception {
    DelegateUrl parsed = PgUrl.parse("postgres://u:p@a:1,[2001:db8::1],b:3/d?hostaddr=,::1,");

    assertThat(parsed.hosts())
        .containsExactly(
            new HostPort("a", 1), new HostPort("2001:db8::1", 5432), new HostPort("b", 3));
    assertThat(parsed.parameters())
        .containsExactly(new UrlParameter("hostaddr", Secret.of(",::1,")));
  }

  @Test
  void readsAPlusAsThoseDoWhoseUrlItIs() throws Exception {
    DelegateUrl libpqs = PgUrl.parse("postgresql://u@h/a+b?application_name=x+y");
    DelegateUrl drivers = PgUrl.parse("postgresql://h/a+b?user=u&application_name=x+y");

    assertThat(libpqs.database()).contains("a+b");
    assertThat(libpqs.parameters())
        .containsExactly(new UrlParameter("application_name", Secret.of("x+y")));
    assertThat(drivers.database()).contains("a b");
    assertThat(drivers.parameters())
        .contains(new UrlParameter("application_name", Secret.of("x y")));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://h/d,true",
    "postgresql://[::1]/d,true",
    "postgresql://u:p@h,true",
    "postgresql:///d,false",
    "postgresql://:5433/d,false",
    "postgresql://u:p@/d,false",
    "postgresql:d,false",
  })
  void tellsWhetherAHostIsNamed(String url, boolean named) throws Exception {
    assertThat(PgUrl.parse(url).namesHost()).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://%2Fvar%2Frun%2Fpostgresql/d",
        "postgresql://u:p@%2fvar/d",
        "postgresql://%40abstract/d"
      })
  void saysThatThereAreNoUnixSockets(String url) {
    assertThat(catchThrowableOfType(ProblemException.class, () -> PgUrl.parse(url)))
        .hasMessageContaining("JTLS-106")
        .hasMessageContaining("Unix socket");
  }

  @Test
  void keepsParametersInOrderWithDuplicates() throws Exception {
    assertThat(PgUrl.parse("postgresql://h/d?a=1&&b=x%26y+z&a=2&flag").parameters())
        .containsExactly(
            new UrlParameter("a", Secret.of("1")),
            new UrlParameter("b", Secret.of("x&y z")),
            new UrlParameter("a", Secret.of("2")),
            new UrlParameter("flag", Secret.of("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:p@good@evil/db",
        "postgresql://h/d/e",
        "postgresql:/d/e",
        "postgresql:/d",
        "postgresql://h,/d",
        "postgresql://,h/d",
        "postgresql://h:0/d",
        "postgresql://h:65536/d",
        "postgresql://h:5432x/d",
        "postgresql://::1/d",
        "postgresql://h/d%zz",
        "postgresql://h/d%00",
        "postgresql://u%00x:p@h/d",
        "postgresql://h%41/d",
        "postgresql://h/d?user=a%00database",
        "postgresql://h/d?a=%",
        "postgresql://h/d?ssl%6Dode=disable",
        "postgresql://h h/d",
      })
  void refusesWhatItCannotReadExactly(String url) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> PgUrl.parse(url));

    assertThat(e.problem().failure()).isEqualTo(TlsFailure.INVALID_URL);
    assertThat(e).hasMessageNotContaining("evil");
  }

  /** The driver reads the bare URL that we make as we have read the user's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db.example.com/app",
        "postgresql://[::1]:5433/a%2Fb%20c",
        "postgresql:app",
        "postgresql://h:1/%C3%A4%3F%26%25"
      })
  void agreesWithTheDriver(String url) throws Exception {
    DelegateUrl ours = PgUrl.parse(url);
    String bare = new PostgresqlDialect().bareUrl(ours);

    Properties read = Driver.parseURL(bare, new Properties());

    assertThat(read).isNotNull();
    assertThat(read.getProperty("PGHOST").replaceAll("[\\[\\]]", ""))
        .isEqualTo(ours.hosts().get(0).host());
    assertThat(read.getProperty("PGPORT")).isEqualTo("" + ours.hosts().get(0).port());
    assertThat(read.getProperty("PGDBNAME")).isEqualTo(ours.database().orElseThrow());
  }
}
