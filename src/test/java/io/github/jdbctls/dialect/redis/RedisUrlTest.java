package io.github.jdbctls.dialect.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.UrlMask;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
  private static ProblemException refusal(String url) {
    return catchThrowableOfType(ProblemException.class, () -> RedisUrl.parse(url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "-",
      value = {
        "redis://cache.example.com cache.example.com:6379 -",
        "redis://cache.example.com/ cache.example.com:6379 -",
        "redis://cache.example.com:6380/3 cache.example.com:6380 3",
        "REDIS://cache:/007 cache:6379 7",
        "redis://db_1/2147483647 db_1:6379 2147483647",
        "redis://[2001:db8::1]:6380/0 [2001:db8::1]:6380 0",
        "redis://[::1] [::1]:6379 -",
        "redis://caf\u00e9.example/1 xn--caf-dma.example:6379 1",
        "redis:///5 localhost:6379 5",
        "redis://:7000/5 localhost:7000 5",
      })
  void readsHostPortAndDatabase(String url, String server, String database)
      throws ProblemException {
    DelegateUrl parsed = RedisUrl.parse(url);

    assertThat(parsed.hosts()).hasToString("[" + server + "]");
    assertThat(parsed.database()).isEqualTo(Optional.ofNullable(database));
    assertThat(parsed.user()).isEmpty();
    assertThat(parsed.password()).isEmpty();
  }

  @Test
  void knowsThatTheHostIsTheDriversDefault() throws ProblemException {
    assertThat(RedisUrl.parse("redis:///0").namesHost()).isFalse();
    assertThat(RedisUrl.parse("redis://localhost/0").namesHost()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "-",
      value = {
        "redis://app:secret@host app secret",
        "redis://:secret@host - secret",
        "redis://app@host app -",
        "redis://app:@host app -",
        "redis://a%40b:p%2Fq%3Ar@host a@b p/q:r",
        "redis://app:p:q@host app p:q",
        "redis://a+b:c+d@host a+b c+d",
        "redis://:p%25@[::1]:6380/0 - p%",
      })
  void readsWhoLogsInAsConsolesPrintIt(String url, String user, String password)
      throws ProblemException {
    DelegateUrl parsed = RedisUrl.parse(url);

    assertThat(parsed.user()).isEqualTo(Optional.ofNullable(user));
    assertThat(parsed.password()).isEqualTo(Optional.ofNullable(password).map(Secret::of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "redis://host?a=b&c; a=b,c=",
        "redis://host/0?sslrootcert=/etc/a%20b+c.pem; sslrootcert=/etc/a b+c.pem",
        "redis://host?a=x@y:z/1; a=x@y:z/1",
        "redis://host?a=1&a=2; a=1,a=2",
      })
  void readsTheQueryThatTheDriverIgnores(String url, String expected) throws ProblemException {
    assertThat(
            RedisUrl.parse(url).parameters().stream()
                .map(parameter -> parameter.key() + "=" + parameter.value().reveal()))
        .containsExactly(expected.split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis:SECRET",
        "redis:/SECRET",
        "redis:host:6379",
        "redis:sentinel://SECRET",
        "rediss://host/0",
        "redis://a@SECRET@host/0",
        "redis://host/SECRET@other",
        "redis://user:SECRET/x@host/0",
        "redis://host/0/SECRET",
        "redis://host/SECRET",
        "redis://host/-1",
        "redis://host/+1",
        "redis://host/2147483648",
        "redis://host/%30",
        "redis://host/0#SECRET",
        "redis://SECRET,host",
        "redis://:SECRET@one:1,two:2/0",
        "redis://::1/0",
        "redis://host:SECRET/0",
        "redis://host:0",
        "redis://host:65536",
        "redis://[fe80::1%25eth0]/0",
        "redis://host name/0",
        "redis://:SECRET%@host",
        "redis://:SECRET%2@host",
        "redis://:SECRET%00@host",
        "redis://SECRET%zz:p@host",
        "redis://host?SECRET%41=1",
        "redis://u:1?SECRET@host/0",
        "redis://host?SECRET=%zz",
      })
  void refusesWhatIsAmbiguousWithoutRepeatingIt(String url) {
    ProblemException refusal = refusal(url);

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_URL);
    assertThat(refusal).hasMessageNotContaining("SECRET");
  }

  @Test
  void saysWhatTheSecondSWouldMean() {
    assertThat(refusal("rediss://:secret@host/0").problem().remedy())
        .contains("one s", "verify-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis-cluster://:secret@a:7000,b:7000",
        "redis:cluster://a:7000",
        "Redis-Cluster:x",
        "redis:CLUSTER://a"
      })
  void refusesAClusterWithTheReason(String url) {
    ProblemException refusal = refusal(url);

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.UNSUPPORTED_DATABASE);
    assertThat(refusal.problem().found()).contains("nodes come from the server");
    assertThat(refusal).hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://:SECRET@host/0", "redis://app:SECRET@host:6380/0?timeout=1"})
  void isMaskedInLogs(String url) {
    assertThat(UrlMask.mask("jdbc:tls:" + url)).doesNotContain("SECRET").contains("host");
  }
}
