package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlMaskTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:tls:postgresql://db.example.com/app",
        "jdbc:tls:postgresql://h1:5432,[::1]:5433/app?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "jdbc:tls:postgresql://app@db.example.com/app?user=app&connectTimeout=10",
        "jdbc:tls:postgresql:app?sslcert=%2Fhome%2Fa.crt&sslkey=~/a.key",
        "jdbc:tls:postgresql://db/app?flag&&options=-c%20a=b",
        "jdbc:tls:postgresql://db?sslrootcert=system",
        "jdbc:tls:postgresql:///app?sslmode=require",
        "jdbc:tls:postgresql://@db:5432/a"
      })
  void showsAUrlWithoutSecrets(String url) {
    assertThat(UrlMask.mask(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:tls:postgresql://app:hunter2@db/app, jdbc:tls:postgresql://app:***@db/app",
    "jdbc:tls:postgresql://app:hunter2@db:5432/a?sslmode=require,"
        + " jdbc:tls:postgresql://app:***@db:5432/a?sslmode=require",
    "jdbc:tls:postgresql://db/a?password=hunter2&sslmode=require,"
        + " jdbc:tls:postgresql://db/a?password=***&sslmode=require",
    "postgresql://app:hunter2@db/app, postgresql://app:***@db/app",
    "jdbc:tls:postgresql://db:5432/a?user=app@server&ssl=x,"
        + " jdbc:tls:postgresql://db:5432/a?user=***&ssl=x",
    "jdbc:tls:postgresql://db:5432/a?password=hunter2@x&ssl=x,"
        + " jdbc:tls:postgresql://db:5432/a?password=***&ssl=x",
    "jdbc:tls:postgresql://?user=u&password=hunter2,"
        + " jdbc:tls:postgresql://?user=u&password=***",
    "jdbc:tls:postgresql://db/a?user=@hunter2, jdbc:tls:postgresql://db/a?user=***",
    "jdbc:tls:postgresql://:hunter2@db, jdbc:tls:postgresql://:***@db",
    "jdbc:tls:postgresql://db/a?password=x&=hunter2,"
        + " jdbc:tls:postgresql://db/a?password=***&***=***"
  })
  void keepsTheRestReadable(String url, String masked) {
    assertThat(UrlMask.mask(url)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:tls:postgresql://db/a?sslpassword=hunter2",
        "jdbc:tls:postgresql://db/a?sslkey=MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fG+hunter2",
        "jdbc:tls:postgresql://db/a?sslkey=LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1DNENBUUF3QlFZ%2Bhunter2",
        "jdbc:tls:postgresql://db/a?SSLPASSWORD=hunter2",
        "jdbc:tls:postgresql://db/a?sslpasword=hunter2",
        "jdbc:tls:postgresql://db/a?paswsord=hunter2",
        "jdbc:tls:postgresql://db/a?key-pasword=hunter2",
        "jdbc:tls:postgresql://db/a?key-password=hunter2",
        "jdbc:tls:postgresql://db/a?sslkeypassword=hunter2",
        "jdbc:tls:postgresql://db/a?sslrootcertpassword=hunter2",
        "jdbc:tls:postgresql://db/a?scram_client_key=hunter2",
        "jdbc:tls:postgresql://db/a?scram_server_key=hunter2",
        "jdbc:tls:postgresql://db/a?oauth_client_secret=hunter2",
        "jdbc:tls:postgresql://db/a?p%61ssword=hunter2",
        "jdbc:tls:postgresql://db/a?p%2561ssword=hunter2",
        "jdbc:tls:postgresql://db/a?%zzpassword=hunter2",
        "jdbc:tls:postgresql://db/a?x=%70assword=hunter2",
        "jdbc:tls:postgresql://db/a?password%3Dhunter2",
        "jdbc:tls:postgresql://db/a?password=x&hunter2",
        "jdbc:tls:postgresql://db/a?password=x?hunter2",
        "jdbc:tls:postgresql://db/a?x=1?password=hunter2",
        "jdbc:tls:postgresql://db/a?x=1;password=hunter2",
        "jdbc:tls:postgresql://db/a;password=hunter2",
        "jdbc:tls:mysql://(host=db,password=hunter2)/a",
        "jdbc:tls:mysql://address=(host=db)(p%61ssword=hunter2)/a",
        "jdbc:tls:postgresql://db/a?sslkey=-----BEGIN PRIVATE KEY-----hunter2",
        "jdbc:tls:postgresql://db/a?sslkey=%2D%2D%2D%2D%2DBEGIN+KEY-----hunter2==",
        "jdbc:tls:postgresql://db/a?sslcert=base64:hunter2",
        "jdbc:tls:postgresql://db/a?sslkey=BASE64%3Ahunter2",
        "jdbc:tls:postgresql://db/a?accessToken=hunter2",
        "jdbc:tls:postgresql://a:hunter2@h1,b:hunter2@h2/db",
        "jdbc:tls:postgresql://app:x/hunter2@db/a",
        "jdbc:tls:postgresql://app:123/hunter2@db/a",
        "jdbc:tls:postgresql://app:x?hunter2@db/a?sslmode=require",
        "jdbc:tls:postgresql://app:hunter2?@db/a",
        "jdbc:tls:postgresql://app:hunter2@x@db/a",
        "jdbc:tls:postgresql://app:hunter2@",
        "jdbc:tls:postgresql:app:hunter2@db/a",
        "jdbc:tls:postgresql:/app:hunter2@db/a",
        "app:hunter2@db/a",
        "//app:hunter2@db",
        "jdbc:tls:app:hunter2@db",
        "jdbc:tls:postgresql://app:hunter2/db",
        "jdbc:tls:postgresql://app:hunter2%40db/a",
        "jdbc:tls:postgresql://app%3Ahunter2@db/a",
        "://:hunter2@",
        "jdbc:tls:postgresql://:hunter2@db",
        "jdbc:tls:postgresql://app:x#hunter2@db/a",
        "jdbc:tls:postgresql://app:hunter2%40x@db/a%",
        "jdbc:tls:postgresql://db/a?x=a@b&sslkey=-----BEGIN PRIVATE KEY-----hunter2",
        "jdbc:tls:postgresql://db/a?x=a@b&sslkey=base64%3Ahunter2",
        "jdbc:tls:postgresql://db/a?x=a@b&scram_client_key=hunter2",
        "jdbc:tls:postgresql://db/a?x=a@b&authKey=hunter2",
        "jdbc:tls:postgresql://db/a?x@&sslpassword=x?hunter2",
        "jdbc:tls:postgresql://db/a?sslkey=-----BEGIN PRIVATE KEY-----/@hunter2=?x",
        "jdbc:tls:postgresql://db/a?x@&sslpassword=x@hunter2?x",
        "jdbc:tls:postgresql://db;password=hunter2(x",
        "jdbc:tls:postgresql://app:hunter2(@db;password=x"
      })
  void hidesTheSecret(String url) {
    assertThat(UrlMask.mask(url)).doesNotContain("hunter2").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h,",
        "pass",
        "%61",
        "a:",
        "@",
        "?",
        "&password=",
        "/",
        "[",
        "scram_",
        "?scram_",
        "pass "
      })
  void standsHugeUrls(String part) {
    assertThat(UrlMask.mask("jdbc:tls:postgresql://" + part.repeat(100_000)))
        .startsWith("jdbc:tls:postgresql://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram_", "scram_key", "pass", "auth"})
  void standsHugeNames(String part) {
    assertThat(UrlMask.mask("jdbc:tls:postgresql://db/a?" + part.repeat(100_000) + "=x"))
        .startsWith("jdbc:tls:postgresql://db/a?");
  }
}
