package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.settings.Parameter;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverPropertyInfoTest {
  private static final String URL = "jdbc:tls:postgresql://localhost/db";

  private static Map<String, DriverPropertyInfo> list(
      @Nullable String url, @Nullable Properties info) throws SQLException {
    Map<String, DriverPropertyInfo> byName = new LinkedHashMap<>();
    for (DriverPropertyInfo property : new TlsDriver().getPropertyInfo(url, info)) {
      assertThat(byName.put(property.name, property)).as("%s twice", property.name).isNull();
    }
    return byName;
  }

  private static DriverPropertyInfo property(Map<String, DriverPropertyInfo> listed, String name) {
    return Objects.requireNonNull(listed.get(name), name);
  }

  private static List<String> ours() {
    return Arrays.stream(Parameter.values())
        .filter(Parameter::isSupported)
        .map(Parameter::key)
        .toList();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "jdbc:tls:",
        "jdbc:tls:postgresql://h:x/d",
        "jdbc:tls:sqlserver://h/d",
        "jdbc:x:y"
      })
  void listsOurParametersWhereTheUrlCannotBeReadYet(@Nullable String url) throws SQLException {
    assertThat(list(url, null).keySet()).containsExactlyElementsOf(ours());
  }

  /** No secret and no key that a user may not write, whatever the driver says of itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:tls:postgresql://h/d",
        "jdbc:tls:mysql://h/d",
        "jdbc:tls:mysql:replication://a,b/d",
        "jdbc:tls:mariadb://h/d",
        "jdbc:tls:redis://h/0"
      })
  void listsForEachDriverOnlyWhatMayBeWritten(String url) throws Exception {
    Map<String, DriverPropertyInfo> listed = list(url, null);
    Dialect dialect = Dialects.find(url.split(":", -1)[2]).orElseThrow();

    assertThat(listed.keySet()).containsAll(ours());
    listed.keySet().stream()
        .filter(name -> Parameter.find(name).isEmpty())
        .forEach(
            name ->
                assertThat(dialect.vocabulary().rule(name).filter(rule -> !rule.isHandedOn()))
                    .as(name)
                    .isEmpty());
    assertThat(listed.values())
        .noneMatch(property -> property.name.contains("assword") && property.value != null);
  }

  @Test
  void listsOurParametersFirstAndThenTheDriversOwn() throws SQLException {
    List<String> names = List.copyOf(list(URL, null).keySet());

    assertThat(names).startsWith(ours().toArray(new String[0]));
    assertThat(names)
        .contains("ApplicationName", "connectTimeout", "targetServerType", "user", "password");
    assertThat(names).contains("channel_binding").doesNotContain("channelBinding");
  }

  @ParameterizedTest
  @EnumSource(Parameter.class)
  void describesEachOfOurParameters(Parameter parameter) throws SQLException {
    DriverPropertyInfo property = list(URL, null).get(parameter.key());

    assertThat(property != null).isEqualTo(parameter.isSupported());
    if (property != null) {
      assertThat(property.description).startsWith(parameter.description());
      assertThat(property.description).endsWith(parameter.defaultInWords());
      assertThat(property.choices == null ? List.of() : List.of(property.choices))
          .isEqualTo(parameter.choices());
    }
  }

  @Test
  void offersTheSixModes() throws SQLException {
    assertThat(property(list(URL, null), "sslmode").choices)
        .containsExactly("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  }

  @Test
  void listsNothingThatAUserMayNotWrite() throws SQLException {
    PostgresqlDialect dialect = new PostgresqlDialect();

    assertThat(list(URL, null).keySet())
        .filteredOn(name -> Parameter.find(name).isEmpty())
        .allMatch(name -> dialect.vocabulary().rule(name).filter(r -> !r.isHandedOn()).isEmpty())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .doesNotContain("sslfactory", "socketfactory", "service", "pghost", "classloaderstrategy");
  }

  @Test
  void showsWhatIsWrittenInTheUrlOrTheProperties() throws SQLException {
    Properties info = new Properties();
    info.setProperty("SSLCERT", "/app.crt");

    Map<String, DriverPropertyInfo> listed = list(URL + "?sslmode=require", info);

    assertThat(property(listed, "sslmode").value).isEqualTo("require");
    assertThat(property(listed, "sslcert").value).isEqualTo("/app.crt");
    assertThat(property(listed, "sslkey").value).isNull();
  }

  @Test
  void showsNoSecret() throws SQLException {
    Properties info = new Properties();
    info.setProperty("password", "hush");
    info.setProperty("sslkeypassword", "hush");
    info.setProperty("sslkey", "-----BEGIN PRIVATE KEY-----\nhush");
    info.setProperty("sslcert", " Base64:hush");
    info.setProperty("sslrootcertpassword", "hush");
    info.setProperty("sslcrl", "MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fGJmBJMj0kQhush");

    assertThat(list(URL + "?sslpassword=hush&password=hush", info).values())
        .allSatisfy(property -> assertThat(String.valueOf(property.value)).doesNotContain("hush"));
  }

  @Test
  void doesNotChangeTheProperties() throws SQLException {
    Properties info = new Properties();
    info.setProperty("sslmode", "require");

    assertThat(list(URL, info)).isNotEmpty();

    assertThat(info).containsOnlyKeys("sslmode");
  }
}
