package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTextTest {
  private static final String CALLBACK = "sslpasswordcallback";

  private static PasswordSource given(String password) {
    return new PasswordSource.Given(Secret.of(password));
  }

  private static PasswordSource keyPassword(Reading reading) throws Exception {
    return reading.tls().keyPassword().orElseThrow().value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslpassword", "sslkeypassword", "key-password", "SslPassword"})
  void isReadByAnyOfItsNames(String key) throws Exception {
    assertThat(Reading.of().url(key, "dUmmyP^#+").tls().keyPassword())
        .contains(new Setting<>(given("dUmmyP^#+"), new Origin(Origin.Kind.URL, key)));
  }

  @Test
  void ofTheTrustStoreIsOneOfItsOwn() throws Exception {
    TlsSettings tls =
        Reading.ofUrl("sslrootcertpassword=changeit").property("sslpassword", "hush").tls();

    assertThat(tls.rootPassword())
        .contains(
            new Setting<>(given("changeit"), new Origin(Origin.Kind.URL, "sslrootcertpassword")));
    assertThat(tls.keyPassword().orElseThrow().value()).isEqualTo(given("hush"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslpassword", "sslrootcertpassword"})
  void isNoneWhenEmpty(String key) throws Exception {
    TlsSettings tls = Reading.of().url(key, "").tls();

    assertThat(tls.keyPassword()).isEmpty();
    assertThat(tls.rootPassword()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"env:KEY_PASSWORD, KEY_PASSWORD", "ENV:key.password, key.password", "Env: K-P , K-P"})
  void isTakenFromAVariable(String value, String name) throws Exception {
    PasswordSource source = keyPassword(Reading.of().url("sslpassword", value));

    assertThat(source).isEqualTo(new PasswordSource.Variable(name));
    assertThat(source.source().map(Source::kind)).contains(SourceKind.ENVIRONMENT);
  }

  @ParameterizedTest
  @CsvSource({
    "file:/run/secrets/password, /run/secrets/password",
    "FILE:///run/secrets/password, /run/secrets/password",
    "file:///run/a%20b, /run/a b",
    "file:~/password, /home/app/password"
  })
  void isTakenFromTheFirstLineOfAFile(String value, String path) throws Exception {
    PasswordSource source =
        keyPassword(
            Reading.of()
                .url("sslpassword", value)
                .in(FakeEnvironment.empty().with("HOME", "/home/app")));

    assertThat(source).isEqualTo(new PasswordSource.FirstLine(Path.of(path)));
    assertThat(source.source()).contains(new Source.File(Path.of(path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:",
        "env:hunter2 and more",
        "env:hunter2=",
        "file:hunter2",
        "file://hunter2/x",
        "file:",
        "file:/x?hunter2"
      })
  void isRefusedWhenTheReferenceIsNone(String value) {
    for (String key : new String[] {"sslpassword", "sslrootcertpassword"}) {
      Problem refusal = Reading.of().url(key, value).refusal();

      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.message()).contains('"' + key + "\" in the URL").doesNotContain("hunter2");
    }
  }

  /** White space belongs to a password, and base64 or PEM in it means nothing. */
  @ParameterizedTest
  @ValueSource(strings = {" env:X", "environment:X", "base64:c2VjcmV0", "classpath:x", " ", "/p"})
  void isItselfWhateverElseItLooksLike(String value) throws Exception {
    PasswordSource source = keyPassword(Reading.of().url("sslpassword", value));

    assertThat(source).isEqualTo(given(value));
    assertThat(source.source()).isEmpty();
    assertThat(source.toString()).doesNotContain(value.strip().isEmpty() ? "\"" : value.strip());
  }

  @Test
  void isAskedOfAClass() throws Exception {
    PasswordSource source =
        keyPassword(Reading.of().property(CALLBACK, "com.example.Vault$Handler"));

    assertThat(source).isEqualTo(new PasswordSource.Callback("com.example.Vault$Handler"));
    assertThat(source.source()).isEmpty();
    assertThat(Reading.of().property(CALLBACK, "").tls().keyPassword()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[Ljava.lang.String;", "com..example", "com/example/A", "1a", "a b", "a."})
  void isRefusedWhereItNamesNoClass(String value) {
    Problem refusal = Reading.of().property(CALLBACK, value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message()).contains(CALLBACK, "CallbackHandler").doesNotContain(value);
  }

  @Test
  void isRefusedBesideACallback() throws Exception {
    Problem refusal =
        Reading.ofUrl("sslkeypassword=hunter2").property(CALLBACK, "com.example.A").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found())
        .contains("\"sslkeypassword\" in the URL", "\"sslpasswordcallback\" in the properties")
        .doesNotContain("hunter2");
    assertThat(keyPassword(Reading.ofUrl("sslpassword=").property(CALLBACK, "com.example.A")))
        .isEqualTo(new PasswordSource.Callback("com.example.A"));
  }

  @ParameterizedTest
  @CsvSource({"hunter2, hunter3", "env:HUNTER2, env:HUNTER3", "file:/hunter2, hunter2"})
  void isShownByNoConflict(String one, String other) {
    Problem refusal =
        Reading.of().url("sslpassword", one).property("key-password", other).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.message())
        .contains("\"sslpassword\" in the URL", "\"key-password\" in the properties")
        .doesNotContainIgnoringCase("hunter");
  }

  @Test
  void mayBeReferredToTwiceInTheSameWay() throws Exception {
    assertThat(
            keyPassword(
                Reading.ofUrl("sslpassword=file:/run/p").property("key-password", "file:///run/p")))
        .isEqualTo(new PasswordSource.FirstLine(Path.of("/run/p")));
  }
}
