package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceSettingsTest {
  @TempDir Path home;

  @Test
  void haveLibpqsDefaults() throws Exception {
    TlsSettings tls = Reading.of().tls();

    assertThat(tls.certificateMode()).isEqualTo(ClientCertificateMode.ALLOW);
    assertThat(tls.negotiation()).isEqualTo(SslNegotiation.POSTGRES);
    assertThat(tls.sendServerName()).isTrue();
    assertThat(tls.enforcesKeyPermissions()).isTrue();
  }

  @Test
  void areReadFromEveryPlace() throws Exception {
    TlsSettings url =
        Reading.ofUrl("sslcertmode=disable", "sslNegotiation=direct", "sslsni=0").tls();
    TlsSettings properties =
        Reading.of()
            .property("sslcertmode", "disable")
            .property("sslnegotiation", "direct")
            .property("sslsni", "0")
            .property("sslkeypermissions", "warn")
            .tls();
    TlsSettings environment =
        Reading.of()
            .in(
                FakeEnvironment.empty()
                    .with("PGSSLCERTMODE", "disable")
                    .with("PGSSLNEGOTIATION", "direct")
                    .with("PGSSLSNI", "0"))
            .tls();

    assertThat(Stream.of(url, properties, environment))
        .allSatisfy(
            tls -> {
              assertThat(tls.certificateMode()).isEqualTo(ClientCertificateMode.DISABLE);
              assertThat(tls.negotiation()).isEqualTo(SslNegotiation.DIRECT);
              assertThat(tls.sendServerName()).isFalse();
            });
    assertThat(properties.enforcesKeyPermissions()).isFalse();
    assertThat(environment.enforcesKeyPermissions()).isTrue();
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
            Parameter.SSLCERTMODE,
            Parameter.SSLNEGOTIATION,
            Parameter.SSLSNI,
            Parameter.SSLKEYPERMISSIONS,
            Parameter.REQUIRESSL)
        .flatMap(
            parameter ->
                Stream.of(
                        "",
                        " ",
                        "x",
                        parameter.choices().get(0) + "x",
                        parameter.choices().get(1) + " ",
                        "DIRECT",
                        "Allow",
                        "10",
                        "true")
                    .map(value -> Arguments.of(parameter, value)));
  }

  @ParameterizedTest(name = "{0}=\"{1}\"")
  @MethodSource("wrongValues")
  void areRefusedWhenTheyAreNoneOfTheChoices(Parameter parameter, String value) {
    Problem refusal = Reading.of().property(parameter.key(), value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message())
        .contains('"' + parameter.key() + "\" in the properties")
        .contains(String.join(", ", parameter.choices()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PGSSLCERTMODE", "PGSSLNEGOTIATION", "PGSSLSNI"})
  void areRefusedWhenTheirVariableIsEmpty(String variable) {
    assertThat(Reading.of().in(FakeEnvironment.empty().with(variable, "")).refusal().found())
        .contains("the environment variable " + variable + " is empty");
  }

  @Test
  void keepKeyPermissionsOutOfUrls() {
    Problem refusal = Reading.ofUrl("sslkeypermissions=warn").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNSUPPORTED_PARAMETER);
    assertThat(refusal.found()).contains("may not stand in a URL");
  }

  /** libpq-cases 154. */
  @ParameterizedTest
  @EnumSource
  void allowDirectTlsWithoutAWayToPlainTextOnly(SslMode mode) throws Exception {
    Reading reading =
        Reading.ofUrl("sslnegotiation=direct", "sslrootcert=/ca.pem")
            .property("sslmode", mode.parameterValue());

    if (mode.compareTo(SslMode.REQUIRE) >= 0) {
      assertThat(reading.tls().negotiation()).isEqualTo(SslNegotiation.DIRECT);
    } else {
      Problem refusal = reading.refusal();
      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.found())
          .contains("\"sslnegotiation\" in the URL", "\"sslmode\" in the properties")
          .contains(mode.parameterValue());
    }
  }

  @Test
  void refuseDirectTlsOfTheEnvironmentWithAWeakMode() {
    assertThat(
            Reading.ofUrl("sslmode=prefer")
                .in(FakeEnvironment.empty().with("PGSSLNEGOTIATION", "direct"))
                .refusal()
                .found())
        .contains("PGSSLNEGOTIATION", "\"sslmode\" in the URL");
  }

  @Test
  void lookAtNoCertificateWhenNoneIsSent() throws Exception {
    Path folder = Files.createDirectories(home.resolve(".postgresql"));
    Files.createFile(folder.resolve("postgresql.crt"));
    Files.createFile(folder.resolve("postgresql.key"));
    FakeEnvironment environment = FakeEnvironment.empty().with("HOME", home.toString());

    TlsSettings byDefault = Reading.ofUrl("sslcertmode=disable").in(environment).tls();
    TlsSettings named =
        Reading.ofUrl("sslcertmode=disable", "sslcert=/c.crt", "sslkey=/c.key").tls();

    assertThat(Reading.of().in(environment).tls().certificate()).isPresent();
    assertThat(Stream.of(byDefault.certificate(), byDefault.key())).allMatch(s -> s.isEmpty());
    assertThat(Stream.of(named.certificate(), named.key())).allMatch(s -> s.isEmpty());
  }

  /** libpq-cases 27. */
  @Test
  void refuseToRequireACertificateThatIsNotThere() {
    Problem refusal = Reading.ofUrl("sslcertmode=require").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_NOT_SENT);
    assertThat(refusal.found()).contains("\"sslcertmode\" in the URL", "sslcert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslcert=/c.crt", "sslkey=/c.p12"})
  void allowToRequireACertificateThatIsThere(String source) throws Exception {
    assertThat(Reading.ofUrl("sslcertmode=require", source).tls().certificateMode())
        .isEqualTo(ClientCertificateMode.REQUIRE);
  }

  @Test
  void refuseToRequireACertificateWithoutTls() {
    Problem refusal =
        Reading.ofUrl("sslcertmode=require", "sslcert=/c.crt")
            .property("sslmode", "disable")
            .refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found())
        .contains("\"sslcertmode\" in the URL", "\"sslmode\" in the properties");
  }

  @ParameterizedTest
  @CsvSource({"1, REQUIRE", "0, PREFER"})
  void readTheOldFormOfTheMode(String value, SslMode mode) throws Exception {
    assertThat(Reading.of().url("requireSSL", value).tls().mode())
        .isEqualTo(new Setting<>(mode, new Origin(Origin.Kind.URL, "requireSSL")));
    assertThat(
            Reading.of()
                .url("requiressl", value)
                .in(FakeEnvironment.empty().with("PGSSLMODE", "disable"))
                .tls()
                .mode()
                .value())
        .isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource({
    "1, require, true",
    "1, REQUIRED, true",
    "0, prefer, true",
    "1, verify-full, false",
    "1, prefer, false",
    "0, disable, false"
  })
  void compareTheOldFormWithTheMode(String old, String mode, boolean same) throws Exception {
    Reading reading = Reading.of().url("requiressl", old).property("sslmode", mode);

    if (same) {
      assertThat(reading.tls().mode().value()).isEqualTo(SslMode.parse(mode).orElseThrow());
    } else {
      Problem refusal = reading.refusal();
      assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
      assertThat(refusal.found())
          .contains("\"requiressl\" in the URL", "\"sslmode\" in the properties");
    }
  }
}
