package io.github.jdbctls.dialect.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Secret;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Configuration;

class MariadbUrlTest {
  @ParameterizedTest
  @CsvSource({
    "mariadb://db.example.com/app, db.example.com, 3306, app",
    "mariadb://db.example.com:3307/app, db.example.com, 3307, app",
    "MariaDB://db, db, 3306,",
    "mariadb://db/, db, 3306,",
    "mariadb://db?x=a/b, db, 3306,",
    "mariadb://[::1]:3307/app, ::1, 3307, app",
    "mariadb://[2001:db8::1]/app, 2001:db8::1, 3306, app",
    "mariadb://db/a%2Fb+c, db, 3306, a%2Fb+c",
    "mariadb://b\u00fccher.example/app, xn--bcher-kva.example, 3306, app",
    "mariadb://address=(host=DB)(port=3307)/app, db, 3307, app",
    "mariadb://address=(HOST=::1)/app, ::1, 3306, app",
    "mariadb://address=(port=3307)(host=[::1]), ::1, 3307,",
  })
  void readsHostPortAndDatabase(String url, String host, int port, String database)
      throws Exception {
    DelegateUrl parsed = MariadbUrl.parse(url);

    assertThat(parsed.hosts()).containsExactly(new HostPort(host, port));
    assertThat(parsed.database().orElse(null)).isEqualTo(database);
    assertThat(parsed.user()).isEmpty();
    assertThat(parsed.password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb:replication://a/, replication",
    "mariadb:REPLICATION://a/, replication",
    "mariadb:sequential://a/, sequential",
    "mariadb:load-balance://a/, load-balance",
    "mariadb:loadbalance://a/, load-balance",
    "mariadb:failover://a/, load-balance",
    "mariadb:load-balance-read://a/, load-balance-read",
    "mariadb:load_balance_read://a/, load-balance-read",
    "mariadb:none://a/, ''",
    "mariadb://a/, ''",
  })
  void readsTheDriversWordsForItsArrangementOfHosts(String url, String arrangement)
      throws Exception {
    assertThat(MariadbUrl.parse(url).arrangement().name()).isEqualTo(arrangement);
  }

  @Test
  void readsSeveralHostsWithTheirTypes() throws Exception {
    DelegateUrl parsed =
        MariadbUrl.parse(
            "mariadb:replication://a,address=(type=slave)(host=b)(port=1),[::1]:2,"
                + "address=(host=c)(type=Primary)/app");

    assertThat(parsed.hosts())
        .containsExactly(
            new HostPort("a", 3306),
            new HostPort("b", 1),
            new HostPort("::1", 2),
            new HostPort("c", 3306));
    assertThat(parsed.arrangement().attributes())
        .containsExactly(Map.of(), Map.of("type", "replica"), Map.of(), Map.of("type", "primary"));
  }

  @Test
  void decodesNothing() throws Exception {
    assertThat(
            MariadbUrl.parse("mariadb://a/b?password=a%40b+c&x&&sslrootcert=/a?b=c").parameters())
        .containsExactly(
            new UrlParameter("password", Secret.of("a%40b+c")),
            new UrlParameter("x", Secret.of("")),
            new UrlParameter("sslrootcert", Secret.of("/a?b=c")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mariadb:",
        "mariadb:app",
        "mariadb:/a/b",
        "mariadb:///S3CRET",
        "mariadb://",
        "mariadb://?x=S3CRET",
        "mariadb://S3CRET:x@db/app",
        "mariadb://app:S3CRET@db/app",
        "mariadb://app:S/3CRET@db/app",
        "mariadb://db:1/S3CRET@x",
        "mariadb://db/app/S3CRET",
        "mariadb://db/x?S3CRET@x=1",
        "mariadb://db/x?S3%43RET=1",
        "mariadb://db:S3CRET/app",
        "mariadb://db:/app",
        "mariadb://db:0/app",
        "mariadb://db:65536/app",
        "mariadb://db:+1/app",
        "mariadb://:3306/app",
        "mariadb://a,,b/app",
        "mariadb://a,/app",
        "mariadb://::1/app",
        "mariadb://[::1]x/app",
        "mariadb://[fe80::1%eth0]/app",
        "mariadb:aurora://a/app",
        "mariadb:replication//a/app",
        "mariadb:load balance://a/app",
        "mariadb:a:b://c/app",
        "mariadb://ADDRESS=(host=a)/app",
        "mariadb://address=(host=a)(sslMode=disable)/app",
        "mariadb://address=(host=a)(SSLMODE=trust)/app",
        "mariadb://address=(host=a)(pipe=S3CRET)/app",
        "mariadb://address=(host=a)(localSocket=x)/app",
        "mariadb://address=(host=a)(host=b)/app",
        "mariadb://address=(port=1)/app",
        "mariadb://address=(host=a)(type=other)/app",
        "mariadb://address=(host=a)x/app",
        "mariadb://address=(host=a) (port=1)/app",
        "mariadb://address=(host=a)(port=x)/app",
        "mariadb://address=(host=)/app",
        "mariadb://address=/app",
        "mariadb://a(host=b)/app",
        "mariadb://a/xaddress=(host=b)",
        "mariadb://a b/app",
        "mariadb:// a/app",
      })
  void refusesWhatItCannotReadWithoutRepeatingIt(String url) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> MariadbUrl.parse(url));

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_URL);
    assertThat(refusal).message().doesNotContain("S3CRET", "@db");
  }

  /** The driver must make the very hosts of it that are verified. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mariadb://db.example.com/app",
        "mariadb://DB:3307",
        "mariadb://[::1]:3307/app",
        "mariadb:sequential://a,b:1,[2001:db8::1]/app",
        "mariadb:replication://address=(host=A)(type=master),address=(host=::1)(port=1)(type=slave)/a",
        "mariadb:load-balance://a,address=(host=b)(port=1)/a",
        "mariadb:load-balance-read://a,b/x%20y",
      })
  void givesTheDriverTheSameHosts(String url) throws Exception {
    DelegateUrl parsed = MariadbUrl.parse(url);

    Configuration driver = Configuration.parse(MariadbUrl.bare(parsed), new Properties());

    assertThat(driver.addresses().stream().map(a -> new HostPort(a.host, a.port)))
        .isEqualTo(parsed.hosts());
    assertThat(driver.database()).isEqualTo(parsed.database().orElse(null));
    assertThat(driver.haMode().name().replace("_", "").replace("NONE", ""))
        .isEqualToIgnoringCase(parsed.arrangement().name().replace("-", ""));
    List<Map<String, String>> types = parsed.arrangement().attributes();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).containsKey("type")) {
        assertThat(driver.addresses().get(i).primary)
            .isEqualTo("primary".equals(types.get(i).get("type")));
      }
    }
    assertThat(
            driver.addresses().stream()
                .map(a -> String.valueOf(a.sslMode))
                .collect(Collectors.toSet()))
        .containsExactly("null");
  }
}
