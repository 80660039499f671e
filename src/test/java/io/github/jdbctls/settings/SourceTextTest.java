package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.Source.Inline.Form;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of source is written like; {@link SourceSettingsTest} has which of them count. */
class SourceTextTest {
  private static final List<String> KEYS = List.of("sslrootcert", "sslcert", "sslkey", "sslcrl");
  private static final String PEM =
      "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
  private static final String BARE_KEY = "MC4CAQAwBQYDK2VwBCIEIc2VjcmV0" + "c2VjcmV0".repeat(5);

  private static Source source(String key, String value) throws Exception {
    // Lists need roots of some source to count.
    Reading reading = Reading.of().url(key, value);
    if (!key.equals("sslrootcert")) {
      reading.url("sslrootcert", "/ca.pem");
    }
    TlsSettings tls = reading.in(FakeEnvironment.empty().with("HOME", "/home/app")).tls();
    Optional<Setting<Source>> setting =
        switch (key) {
          case "sslrootcert" -> tls.roots();
          case "sslcert" -> tls.certificate();
          case "sslkey" -> tls.key();
          default -> tls.revocation().file();
        };
    return setting.orElseThrow().value();
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        Arguments.of("/etc/ca.pem", new Source.File(Path.of("/etc/ca.pem"))),
        Arguments.of("~/ca.pem", new Source.File(Path.of("/home/app/ca.pem"))),
        Arguments.of("./env:A", new Source.File(Path.of("./env:A").toAbsolutePath())),
        Arguments.of("/etc/http:/x", new Source.File(Path.of("/etc/http:/x"))),
        Arguments.of("file:/etc/ca.pem", new Source.File(Path.of("/etc/ca.pem"))),
        Arguments.of("FILE:///etc/ca.pem", new Source.File(Path.of("/etc/ca.pem"))),
        Arguments.of("file:~/ca.pem", new Source.File(Path.of("/home/app/ca.pem"))),
        Arguments.of(" file:/etc/ca.pem ", new Source.File(Path.of("/etc/ca.pem"))),
        Arguments.of("classpath:tls/ca.pem", new Source.Resource("tls/ca.pem")),
        Arguments.of("ClassPath:/tls/..ca.pem", new Source.Resource("tls/..ca.pem")),
        Arguments.of("env:DB_CA", new Source.Variable("DB_CA")),
        Arguments.of("Env:db.ca-1", new Source.Variable("db.ca-1")),
        Arguments.of("base64:TUlJ", new Source.Inline(Secret.of("TUlJ"), Form.BASE64)),
        Arguments.of(" BASE64:TU lJ\n", new Source.Inline(Secret.of("TU lJ\n"), Form.BASE64)),
        Arguments.of(PEM, new Source.Inline(Secret.of(PEM), Form.PEM)),
        Arguments.of("env: " + PEM, new Source.Inline(Secret.of("env: " + PEM), Form.PEM)),
        Arguments.of("x: y\n" + PEM, new Source.Inline(Secret.of("x: y\n" + PEM), Form.PEM)));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isReadForEachParameterAlike(String value, Source expected) throws Exception {
    for (String key : KEYS) {
      Source source = source(key, value);

      assertThat(source).isEqualTo(expected);
      assertThat(source.toString()).doesNotContain("c2VjcmV0");
      assertThat(source.describe()).doesNotContain("c2VjcmV0");
    }
  }

  @Test
  void tellsItsKind() throws Exception {
    assertThat(
            Stream.of(new Source.SystemRoots(), source("sslkey", "/a"), source("sslkey", "env:A")))
        .extracting(Source::kind)
        .containsExactly(SourceKind.SYSTEM, SourceKind.FILE, SourceKind.ENVIRONMENT);
    assertThat(Stream.of(source("sslkey", "classpath:a"), source("sslkey", "base64:AA")))
        .extracting(Source::kind)
        .containsExactly(SourceKind.CLASSPATH, SourceKind.INLINE);
  }

  /** Not schemes, whatever the operating system. */
  @ParameterizedTest
  @ValueSource(strings = {"C:\\certs\\ca.pem", "c:/certs/ca.pem"})
  void takesADriveLetterForAPath(String value) throws Exception {
    assertThat(source("sslrootcert", value))
        .isEqualTo(new Source.File(Path.of(value).toAbsolutePath()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://ca.example.com/ca.pem, http:",
    "HTTPS://ca.example.com/ca.pem, https:",
    "vault:secret/ca, vault:",
    "classpath*:ca.pem, classpath*:",
    "engine:key, engine:",
    "/x/http://ca.example.com, ://",
    "-x://ca.pem, ://"
  })
  void refusesAnUnknownSchemeAndNamesThoseThereAre(String value, String named) {
    for (String key : KEYS) {
      Problem refusal = Reading.of().url(key, value).refusal();

      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.found()).startsWith('"' + key + "\" in the URL").contains(named);
      assertThat(refusal.remedy()).contains("file:", "classpath:", "env:", "base64:", "./");
    }
  }

  @Test
  void refusesATokenByName() {
    Problem refusal = Reading.of().url("sslkey", "PKCS11:token=x?pin-value=c2VjcmV0").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
    assertThat(refusal.message()).contains("PKCS#11").doesNotContain("c2VjcmV0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:",
        "env:c2VjcmV0=",
        "env:c2VjcmV0 c2VjcmV0",
        "env:1c2VjcmV0",
        "env:MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcc2VjcmV0",
        "env:c2VjcmV0n0fGJmBJMj0kQ6mHushxvCd1Vd5kp5Yqzp4tQH8Sg",
        "classpath:",
        "classpath:///",
        "classpath:../c2VjcmV0",
        "classpath:a/../c2VjcmV0",
        "classpath:a\\..\\c2VjcmV0",
        "classpath:c2VjcmV0\n",
        "classpath:c2VjcmV0/\0",
        "classpath:base64:c2VjcmV0",
        "classpath:file:/c2VjcmV0",
        "classpath:/file:/c2VjcmV0",
        "classpath:file://localhost/c2VjcmV0",
        "classpath:http://c2VjcmV0/x",
        "classpath:jar:http://c2VjcmV0/x.jar!/x",
        "classpath://c2VjcmV0/x",
        "classpath:///c2VjcmV0/x",
        "classpath:a//c2VjcmV0",
        "classpath:a/./c2VjcmV0",
        "classpath:c2VjcmV0/",
        "classpath:a/..",
        "classpath:%2e%2e/c2VjcmV0",
        "classpath:c2VjcmV0?x",
        "classpath:c2VjcmV0#x",
        "classpath:a\\c2VjcmV0",
        "classpath:app.jar!/c2VjcmV0",
        "file:c2VjcmV0",
        "file:./c2VjcmV0",
        "file://c2VjcmV0",
        "file://c2VjcmV0/ca.pem",
        "file:/c2VjcmV0?x",
        "file:/c2VjcmV0#x",
        "file:/c2VjcmV0%",
        "file:/c2VjcmV0%2",
        "file:/c2VjcmV0%2g",
        "file:/c2VjcmV0%ff",
        "file:/c2VjcmV0%00",
        "file:/base64:c2VjcmV0",
        "base64%3Ac2VjcmV0",
        "base64%253Ac2VjcmV0",
        "%2D%2D%2D%2D%2DBEGIN c2VjcmV0",
        "-----END c2VjcmV0",
        "/etc/base64:c2VjcmV0",
      })
  void refusesWhatIsNoneOfThemWithoutRepeatingIt(String value) {
    // A trailing line break is white space around a name.
    String written = value.endsWith("\n") ? value.replace("\n", "\0") : value;
    for (String key : KEYS) {
      Problem refusal = Reading.of().url(key, written).refusal();

      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.message())
          .contains('"' + key + "\" in the URL")
          .doesNotContain("c2VjcmV0");
      assertThat(refusal.cause()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file:///a%20b/c%2Bd, /a b/c+d",
    "file:///a b+c, /a b+c",
    "file://localhost/a, /a",
    "file://LOCALHOST/a, /a",
    "file:/%C3%A9, /é",
    "file:/é%41, /éA",
    "file:/~/a, /~/a",
    "file:/a%2525, /a%25"
  })
  void decodesAFileUriOnce(String value, String path) throws Exception {
    assertThat(source("sslkey", value)).isEqualTo(new Source.File(Path.of(path)));
  }

  /** On Windows it would be asked with the name of the user of this process. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//host/share/x",
        "///host/share/x",
        "\\\\host\\share\\x",
        "/\\host\\share\\x",
        "\\/host/share/x",
        " //host/share/x",
        "\\\\?\\UNC\\host\\x",
        "~//host/share/x",
        "~\\\\host\\share\\x",
        "file:////host/share/x",
        "file://localhost//host/share/x",
        "file:///%2Fhost/share/x",
        "file:///%5Chost/share/x",
        "file:~//host/share/x"
      })
  void namesAFileOfAnotherHostInNoUrl(String value) throws Exception {
    for (String key : List.of("sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir")) {
      Problem refusal = Reading.of().url(key, value).refusal();

      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.message())
          .contains('"' + key + "\" in the URL", "another host")
          .doesNotContain("share");
    }
    FakeEnvironment environment = FakeEnvironment.empty().with("HOME", "/home/app");
    assertThat(
            Reading.of().property("sslrootcert", value).in(environment).tls().roots().orElseThrow())
        .extracting(roots -> roots.value().kind())
        .isEqualTo(SourceKind.FILE);
  }

  static Stream<String> bareKeys() {
    return Stream.of(
        BARE_KEY,
        BARE_KEY.replace('V', '+'),
        BARE_KEY.replace('V', ' '),
        BARE_KEY + "/" + BARE_KEY + "==",
        "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t" + "c2VjcmV0".repeat(8),
        URLEncoder.encode(BARE_KEY.replace('V', '+'), StandardCharsets.UTF_8));
  }

  /** Else the message about a missing file would show it. */
  @ParameterizedTest
  @MethodSource("bareKeys")
  void refusesBase64WithoutItsScheme(String value) {
    for (String key : KEYS) {
      for (Reading reading :
          List.of(Reading.of().url(key, value), Reading.of().property(key, value))) {
        Problem refusal = reading.refusal();

        assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
        assertThat(refusal.message()).contains("base64:").doesNotContain(value.substring(0, 20));
      }
    }
  }

  /** One of them may be a key. */
  @Test
  void showsNoContentInAConflict() {
    for (String value : List.of(PEM, "base64:c2VjcmV0", "BASE64:c2VjcmV0")) {
      Problem refusal = Reading.of().url("sslkey", value).property("sslkey", "/a.key").refusal();

      assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
      assertThat(refusal.message()).contains("/a.key").doesNotContain("c2VjcmV0");
    }
  }

  @Test
  void readsLibpqsVariablesByTheSameRules() throws Exception {
    FakeEnvironment environment =
        FakeEnvironment.empty()
            .with("PGSSLROOTCERT", "env:DB_CA")
            .with("PGSSLKEY", "file:/a.key")
            .with("PGSSLCERT", "base64:TUlJ")
            .with("PGSSLCRL", "classpath:a.crl");

    TlsSettings tls = Reading.of().in(environment).tls();

    assertThat(tls.roots().orElseThrow().value()).isEqualTo(new Source.Variable("DB_CA"));
    assertThat(tls.key().orElseThrow().value()).isEqualTo(new Source.File(Path.of("/a.key")));
    assertThat(tls.certificate().orElseThrow().value().kind()).isEqualTo(SourceKind.INLINE);
    assertThat(tls.revocation().file().orElseThrow().value())
        .isEqualTo(new Source.Resource("a.crl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/lists", "file:/lists", "FILE:///lists"})
  void takesADirectoryByPathOrUri(String value) throws Exception {
    assertThat(
            Reading.ofUrl("sslrootcert=/ca.pem")
                .url("sslcrldir", value)
                .tls()
                .revocation()
                .directory()
                .orElseThrow()
                .value())
        .isEqualTo(Path.of("/lists"));
  }

  @ParameterizedTest
  @CsvSource({
    "env:LISTS, an environment variable",
    "classpath:lists, a class path resource",
    "base64:c2VjcmV0, content itself",
    "-----BEGIN X509 CRL----- c2VjcmV0, content itself"
  })
  void refusesADirectoryThatIsNone(String value, String what) {
    Problem refusal = Reading.of().url("sslcrldir", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message())
        .contains("\"sslcrldir\" in the URL", "directory", what)
        .doesNotContain("c2VjcmV0");
  }
}
