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
    String bare = new PostgresqlDialect().bareUrl(ours.hosts().get(0), ours.database());

    Properties read = Driver.parseURL(bare, new Properties());

    assertThat(read).isNotNull();
    assertThat(read.getProperty("PGHOST").replaceAll("[\\[\\]]", ""))
        .isEqualTo(ours.hosts().get(0).host());
    assertThat(read.getProperty("PGPORT")).isEqualTo("" + ours.hosts().get(0).port());
    assertThat(read.getProperty("PGDBNAME")).isEqualTo(ours.database().orElseThrow());
  }
}
