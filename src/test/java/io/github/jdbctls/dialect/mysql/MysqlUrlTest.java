package io.github.jdbctls.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Secret;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://db.example.com/app|db.example.com:3306|app",
        "MySQL://db.example.com:3307/app|db.example.com:3307|app",
        "mysql://[::1]:3307/app|[::1]:3307|app",
        "mysql://[2001:db8::1]/app|[2001:db8::1]:3306|app",
        "mysql://192.0.2.1/app|192.0.2.1:3306|app",
        "mysql://db_1.example.com./|db_1.example.com.:3306|",
        "mysql://db/a%2Fb%20c+d|db:3306|a/b c d",
        "mysql://db|db:3306|",
        "mysql://db?x=1|db:3306|",
        "mysql:///app|localhost:3306|app",
        "mysql://:3307/app|localhost:3307|app",
        "mysql://a,b:3307,[::1]:3308/app|a:3306 b:3307 [::1]:3308|app",
        "mysql://[a,b:3307]/app|a:3306 b:3307|app",
        "mysql://[a,[::1]:3308]/app|a:3306 [::1]:3308|app",
        "mysql://(host=a,port=3307)/app|a:3307|app",
        "mysql://(PORT=3307,Host=a)/app|a:3307|app",
        "mysql://(host=[::1],port=3307),b/app|[::1]:3307 b:3306|app",
        "mysql://address=(host=a)(port=3307),Address=(host=b)/app|a:3307 b:3306|app",
        "mysql://address=(host=[::1])/app|[::1]:3306|app",
        "mysql://[(host=a),address=(host=b)(port=1)]/app|a:3306 b:1|app",
        "mysql://d%62/app|db:3306|app",
        "mysql://b%C3%BCcher.example/app|xn--bcher-kva.example:3306|app",
        "mysql:loadbalance://a,b/app|a:3306 b:3306|app",
        "mysql:Replication://a,b/app|a:3306 b:3306|app",
      })
  void readsHostsAndDatabase(String url, String hosts, String database) throws Exception {
    DelegateUrl parsed = MysqlUrl.parse(url);

    assertThat(String.join(" ", parsed.hosts().stream().map(HostPort::toString).toList()))
        .isEqualTo(hosts);
    assertThat(parsed.database().orElse(null)).isEqualTo(database);
  }

  /** What we dial and verify is what the driver reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://db.example.com/app",
        "mysql://db_1:3307/a%2Fb%20c+d%25",
        "mysql://[::1]:3307/app",
        "mysql:///app",
        "mysql://a,b:3307,[2001:db8::1]:3308/app",
        "mysql://[a,b:3307]/app",
        "mysql:loadbalance://a,b/app",
        "mysql:replication://(host=a,type=source),(host=[::1],port=3307,type=replica)/app",
        "mysql://(host=a,priority=1),address=(host=b)(priority=100)/app",
      })
  void readsAndWritesWhatTheDriverReads(String url) throws Exception {
    DelegateUrl parsed = MysqlUrl.parse(url);

    for (String text : List.of("jdbc:" + url, MysqlUrl.bare(parsed))) {
      ConnectionUrl drivers = ConnectionUrl.getConnectionUrlInstance(text, new Properties());
      assertThat(drivers.getHostsList())
          .extracting(host -> host.getHost().replaceAll("[\\[\\]]", "") + " " + host.getPort())
          .isEqualTo(parsed.hosts().stream().map(h -> h.host() + " " + h.port()).toList());
      assertThat(drivers.getDatabase()).isEqualTo(parsed.database().orElse(""));
      List<HostInfo> hosts = drivers.getHostsList();
      for (int i = 0; i < hosts.size(); i++) {
        assertThat(hosts.get(i).getHostProperties())
            .containsAllEntriesOf(parsed.arrangement().of(i));
      }
    }
  }

  @Test
  void readsUserAndPasswordInFrontOfOneHost() throws Exception {
    DelegateUrl parsed = MysqlUrl.parse("mysql://max%40x:se+cr%3At%2C@host:4000/db");

    assertThat(parsed.user()).contains("max@x");
    assertThat(parsed.password()).contains(Secret.of("se cr:t,"));
    assertThat(parsed.hosts()).containsExactly(new HostPort("host", 4000));
  }

  @Test
  void readsAUserInFrontOfAListWhichIsForAllOfIt() throws Exception {
    DelegateUrl parsed = MysqlUrl.parse("mysql://max:secret@[a,b]/db");

    assertThat(parsed.user()).contains("max");
    assertThat(parsed.hosts()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://max:hush@a,b/db",
        "mysql://(host=a,user=max)/db",
        "mysql://(host=a,password=hush)/db",
        "mysql://address=(host=a)(PASSWORD=hush)/db",
      })
  void refusesAUserOfOneHostOfSeveral(String url) {
    ProblemException refusal = refusal(url);

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_URL);
    assertThat(refusal.problem().message())
        .contains("Write user and password as parameters or properties.")
        .doesNotContain("hush");
  }

  @Test
  void readsTypeAndPriorityOfHosts() throws Exception {
    DelegateUrl parsed =
        MysqlUrl.parse("mysql:replication://(host=a,type=Source),(host=b,priority=7),c/db");

    assertThat(parsed.arrangement().name()).isEqualTo("replication");
    assertThat(parsed.arrangement().attributes())
        .containsExactly(Map.of("type", "Source"), Map.of("priority", "7"), Map.of());
    assertThat(MysqlUrl.bare(parsed))
        .isEqualTo(
            "jdbc:mysql:replication://address=(host=a)(port=3306)(type=Source),"
                + "address=(host=b)(port=3306)(priority=7),c:3306/db");
  }

  /** As the console prints it. */
  @Test
  void readsTheUrlOfTidbCloud() throws Exception {
    DelegateUrl parsed =
        MysqlUrl.parse(
            "mysql://gateway.tidbcloud.com:4000/test?user=xxx.root&password=se%26cret"
                + "&sslMode=VERIFY_IDENTITY&enabledTLSProtocols=TLSv1.2,TLSv1.3");

    assertThat(parsed.hosts()).containsExactly(new HostPort("gateway.tidbcloud.com", 4000));
    assertThat(parsed.parameters())
        .containsExactly(
            new UrlParameter("user", Secret.of("xxx.root")),
            new UrlParameter("password", Secret.of("se&cret")),
            new UrlParameter("sslMode", Secret.of("VERIFY_IDENTITY")),
            new UrlParameter("enabledTLSProtocols", Secret.of("TLSv1.2,TLSv1.3")));
  }

  @Test
  void decodesValuesAsTheDriverDoes() throws Exception {
    String query = "a=x+y%2B&b= z &sessionVariables=sql_mode='A',b=1&c=";
    DelegateUrl parsed = MysqlUrl.parse("mysql://db/app?" + query);
    Map<String, String> drivers =
        ConnectionUrl.getConnectionUrlInstance("jdbc:mysql://db/app?" + query, new Properties())
            .getOriginalProperties();

    for (UrlParameter parameter : parsed.parameters()) {
      assertThat(parameter.value().reveal()).isEqualTo(drivers.get(parameter.key()));
    }
    assertThat(parsed.parameters()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(host=h,sslMode=DISABLED)",
        "(host=h,SSLMODE=DISABLED)",
        "(host=h,%73slMode=DISABLED)",
        "address=(host=h)(sslMode=DISABLED)",
        "address=(host=h)(useSSL=false)",
        "[h,(host=g,socketFactory=x.Y)]",
        "(host=h,path=/tmp/x)",
        "(host=h,protocol=pipe)",
        "(host=h,dbname=other)",
        "(host=h,address=evil)",
        "(host=h,)",
        "()",
      })
  void refusesWhatAHostWouldOverrule(String hosts) {
    assertThat(refusal("mysql://" + hosts + "/db").problem().failure())
        .isIn(TlsFailure.WEAKENING_PARAMETER, TlsFailure.INVALID_URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql+srv://hush.example.com/db",
        "MYSQL+SRV:loadbalance://hush.example.com/db",
        "mysql:hush",
        "mysql:hush://h/db",
        "mysql:loadbalance//h/db",
        "mysql:%6coadbalance://h/db",
        "mysql:/hush",
        "mysql://u:hu@sh@h/db",
        "mysql://u:hu/sh@h/db",
        "mysql://u:hush@h/d@b",
        "mysql://h/hush/b",
        "mysql://h/a%zz",
        "mysql://h/a%00hush",
        "mysql://h/%20a",
        "mysql://h/hush #",
        "mysql://h/db#hush",
        "mysql:// h/db",
        "mysql://h /db",
        "mysql://h:0/db",
        "mysql://h:65536/db",
        "mysql://h:hush/db",
        "mysql://::1/db",
        "mysql://[::1/db",
        "mysql://[fe80::1%25eth0]/db",
        "mysql://[hush:1]:2/db",
        "mysql://a,,b/db",
        "mysql://a,:3307/db",
        "mysql://(port=3307,type=source)/db",
        "mysql://(host=a/db",
        "mysql://host=a)/db",
        "mysql://a(b)/db",
        "mysql://[a,[b,c]]/db",
        "mysql://(host=a,host=b)/db",
        "mysql://(host=a,type=master)/db",
        "mysql://(host=a,priority=101)/db",
        "mysql://address=/db",
        "mysql://address=host/db",
        "mysql://address=(host=a)x/db",
        "mysql://%28host=hush%29/db",
        "mysql://h=ush/db",
        "mysql://h%2fush/db",
        "mysql://u,v:hush@h/db",
        "mysql://u(v:hush@h/db",
        "mysql://h/db?pass%77ord=hush",
        "mysql://h/db?password=hu&sh",
        "mysql://h/db?hu@sh=1",
        "mysql://h/db? password=hush",
        "mysql://h/db?password=hush%",
      })
  void refusesWhatCannotBeReadInOneWay(String url) {
    ProblemException refusal = refusal(url);

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_URL);
    assertThat(refusal.problem().message()).doesNotContain("hush", "sh@");
  }

  private static ProblemException refusal(String url) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> MysqlUrl.parse(url));
    assertThat(refusal).as(url).isNotNull();
    return refusal;
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://h/d,true",
    "mysql:///d,false",
    "mysql://:1/d,false",
    "mysql://(port=1)/d,false"
  })
  void saysWhetherAHostIsNamed(String url, boolean named) throws Exception {
    assertThat(MysqlUrl.parse(url).namesHost()).isEqualTo(named);
  }
}
