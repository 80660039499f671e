package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.Problem;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeSettingsTest {
  @Test
  void isVerifyFullWhenNobodySaysAnything() throws Exception {
    assertThat(Reading.of().tls().mode())
        .isEqualTo(new Setting<>(SslMode.VERIFY_FULL, new Origin(Origin.Kind.DEFAULT, "sslmode")));
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode,require,REQUIRE",
    "SSLMODE,Require,REQUIRE",
    "sslMode,VERIFY_IDENTITY,VERIFY_FULL",
    "sslmode,disable,DISABLE",
    "sslmode,verify-ca,VERIFY_CA"
  })
  void isReadFromTheUrlInAnyCaseAndSpelling(String key, String value, SslMode mode)
      throws Exception {
    Reading reading = Reading.of().url(key, value).url("sslrootcert", "/ca.pem");

    assertThat(reading.tls().mode())
        .isEqualTo(new Setting<>(mode, new Origin(Origin.Kind.URL, key)));
  }

  @Test
  void isReadFromTheDefaultsOfTheProperties() throws Exception {
    Properties defaults = new Properties();
    defaults.setProperty("sslmode", "prefer");

    assertThat(Reading.of().properties(new Properties(defaults)).tls().mode())
        .isEqualTo(new Setting<>(SslMode.PREFER, new Origin(Origin.Kind.PROPERTIES, "sslmode")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "requires", " require", "1", "on"})
  void isRefusedWhenItIsNoMode(String value) {
    Problem refusal = Reading.of().url("sslmode", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message()).contains("\"sslmode\" in the URL", "verify-full");
  }

  @Test
  void isRefusedWhenUrlAndPropertiesDiffer() {
    Problem refusal = Reading.ofUrl("sslmode=disable").property("sslMode", "verify-full").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found())
        .contains("\"disable\" by \"sslmode\" in the URL")
        .contains("\"verify-full\" by \"sslMode\" in the properties");
  }

  @Test
  void isRefusedWhenTheUrlSaysTwoThings() {
    assertThat(Reading.ofUrl("sslmode=require", "SSLMODE=disable").refusal().failure())
        .isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
  }

  @Test
  void mayBeWrittenTwiceInTwoSpellings() throws Exception {
    Reading reading =
        Reading.ofUrl("sslmode=REQUIRED", "sslmode=require").property("sslmode", "require");

    assertThat(reading.tls().mode().value()).isEqualTo(SslMode.REQUIRE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // url, PGSSLMODE, PGREQUIRESSL, expected mode, expected origin
        "-, prefer, -, PREFER, PGSSLMODE",
        "-, -, 1, REQUIRE, PGREQUIRESSL",
        "-, -, 1x, REQUIRE, PGREQUIRESSL",
        "-, -, 0, VERIFY_FULL, sslmode",
        "-, -, '', VERIFY_FULL, sslmode",
        "-, disable, 1, DISABLE, PGSSLMODE",
        "allow, disable, 1, ALLOW, sslmode"
      })
  void comesFromTheEnvironmentWhenNobodyGaveIt(
      String url, String variable, String old, SslMode mode, String origin) throws Exception {
    Reading reading = Reading.of();
    FakeEnvironment environment = FakeEnvironment.empty();
    if (url != null) {
      reading.url("sslmode", url);
    }
    if (variable != null) {
      environment = environment.with("PGSSLMODE", variable);
    }
    if (old != null) {
      environment = environment.with("PGREQUIRESSL", old);
    }

    Setting<SslMode> read = reading.in(environment).tls().mode();

    assertThat(read.value()).isEqualTo(mode);
    assertThat(read.origin().name()).isEqualTo(origin);
  }

  @Test
  void isRefusedWhenTheVariableIsEmpty() {
    Problem refusal = Reading.of().in(FakeEnvironment.empty().with("PGSSLMODE", "")).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found()).contains("the environment variable PGSSLMODE is empty");
  }

  @Test
  void isWarnedAboutWhenTheEnvironmentWeakensIt() throws Exception {
    ConnectSettings read =
        Reading.of().in(FakeEnvironment.empty().with("PGSSLMODE", "prefer")).read();

    assertThat(read.warnings()).singleElement().asString().contains("PGSSLMODE", "prefer");
  }

  @Test
  void isNotWarnedAboutWhenTheUrlWeakensIt() throws Exception {
    assertThat(Reading.ofUrl("sslmode=prefer").read().warnings()).isEmpty();
  }

  @Test
  void isWarnedAboutWhenRequireVerifiesNothing() throws Exception {
    assertThat(Reading.ofUrl("sslmode=require").read().warnings())
        .singleElement()
        .asString()
        .contains("verifies no server");
    assertThat(Reading.ofUrl("sslmode=require", "sslrootcert=/ca.pem").read().warnings()).isEmpty();
  }

  @Test
  void ignoresTheEnvironmentWhenThePolicySaysSo() throws Exception {
    Reading reading =
        Reading.of()
            .in(
                FakeEnvironment.empty()
                    .with("PGSSLMODE", "disable")
                    .with("PGCHANNELBINDING", "require"))
            .under(TlsPolicy.unrestricted().withoutEnvironment());

    assertThat(reading.tls().mode().value()).isEqualTo(SslMode.VERIFY_FULL);
  }

  @Test
  void ignoresTheEnvironmentForOtherFamilies() throws Exception {
    Reading reading =
        Reading.of()
            .in(
                FakeEnvironment.empty()
                    .with("PGSSLMODE", "disable")
                    .with("PGCHANNELBINDING", "require"))
            .ofAnotherFamily();

    assertThat(reading.tls().mode().value()).isEqualTo(SslMode.VERIFY_FULL);
  }
}
