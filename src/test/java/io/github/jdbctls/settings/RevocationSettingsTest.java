package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationSettingsTest {
  private static final String ROOT = "sslrootcert=/ca.pem";

  @TempDir Path home;

  @Test
  void areNoneWhenNobodySaysAnything() throws Exception {
    assertThat(Reading.of().tls().revocation()).isEqualTo(RevocationSources.NONE);
    assertThat(Reading.ofUrl(ROOT).in(atHome()).tls().revocation())
        .isEqualTo(RevocationSources.NONE);
  }

  @Test
  void areAFileAndADirectory() throws Exception {
    RevocationSources lists =
        Reading.ofUrl(ROOT, "sslcrl=/a.crl", "sslcrldir=~/lists").in(atHome()).tls().revocation();

    assertThat(lists.file())
        .contains(
            new Setting<>(
                new Source.File(Path.of("/a.crl")), new Origin(Origin.Kind.URL, "sslcrl")));
    assertThat(lists.directory())
        .contains(new Setting<>(home.resolve("lists"), new Origin(Origin.Kind.URL, "sslcrldir")));
  }

  @Test
  void comeFromTheEnvironment() throws Exception {
    RevocationSources lists =
        Reading.ofUrl(ROOT)
            .in(FakeEnvironment.empty().with("PGSSLCRL", "/a.crl").with("PGSSLCRLDIR", "/lists"))
            .tls()
            .revocation();

    assertThat(lists.file().orElseThrow().origin().name()).isEqualTo("PGSSLCRL");
    assertThat(lists.directory().orElseThrow().origin().name()).isEqualTo("PGSSLCRLDIR");
  }

  enum Value {
    MISSING,
    EMPTY,
    NAMED
  }

  static Stream<Arguments> cells() {
    return Stream.of(Value.values())
        .flatMap(
            file ->
                Stream.of(Value.values())
                    .flatMap(
                        directory ->
                            Stream.of("exists", "was used", "is absent")
                                .map(state -> Arguments.of(file, directory, state))));
  }

  /** libpq: the default file counts when neither is set, and an empty value sets nothing. */
  @ParameterizedTest(name = "sslcrl {0}, sslcrldir {1}, and root.crl {2}")
  @MethodSource("cells")
  void areTheDefaultFileWhenNeitherIsSet(Value file, Value directory, String state)
      throws Exception {
    boolean byDefault =
        file != Value.NAMED && directory != Value.NAMED && !state.equals("is absent");
    Reading reading = Reading.ofUrl(ROOT).in(atHome());
    write(reading, "sslcrl", file);
    write(reading, "sslcrldir", directory);
    if (state.equals("exists")) {
      createList();
    } else if (state.equals("was used")) {
      reading.havingUsed(list());
    }

    RevocationSources read = reading.tls().revocation();

    assertThat(read.file().map(s -> s.origin().kind()))
        .isEqualTo(
            byDefault
                ? Optional.of(Origin.Kind.DEFAULT_FILE)
                : file == Value.NAMED ? Optional.of(Origin.Kind.URL) : Optional.empty());
    if (byDefault) {
      assertThat(read.file().orElseThrow().value()).isEqualTo(new Source.File(list()));
    }
    assertThat(read.directory().isPresent()).isEqualTo(directory == Value.NAMED);
  }

  /** libpq looks at it whatever sslrootcert is, but for the system's roots. */
  @ParameterizedTest
  @ValueSource(
      strings = {"env:CA", "classpath:ca.pem", "base64:TUlJ", "-----BEGIN CERTIFICATE-----"})
  void areTheDefaultFileBesideRootsOfAnySource(String roots) throws Exception {
    createList();

    assertThat(Reading.of().url("sslrootcert", roots).in(atHome()).tls().revocation().file())
        .map(Setting::value)
        .contains(new Source.File(list()));
  }

  private static void write(Reading reading, String key, Value value) {
    switch (value) {
      case MISSING -> {}
      case EMPTY -> reading.url(key, "");
      case NAMED -> reading.url(key, "/named");
    }
  }

  @Test
  void areNotTheDefaultFileWhereLibpqDoesNotLookAtIt() throws Exception {
    createList();

    assertThat(Reading.of().in(atHome()).tls().revocation()).isEqualTo(RevocationSources.NONE);
    assertThat(Reading.ofUrl("sslrootcert=system").in(atHome()).tls().revocation())
        .isEqualTo(RevocationSources.NONE);
    assertThat(Reading.ofUrl("sslmode=require").in(atHome()).tls().revocation())
        .isEqualTo(RevocationSources.NONE);
    assertThat(Reading.ofUrl("sslmode=disable", ROOT).in(atHome()).tls().revocation())
        .isEqualTo(RevocationSources.NONE);
    assertThat(Reading.ofUrl(ROOT).ofAnotherFamily().in(atHome()).tls().revocation())
        .isEqualTo(RevocationSources.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "sslcrl=/a.crl, sslrootcert=system, \"sslrootcert\" in the URL",
    "sslcrldir=/lists, sslrootcert=system, \"sslrootcert\" in the URL",
    "sslcrl=/a.crl, sslmode=verify-full, the default of sslrootcert"
  })
  void areRefusedBesideTheJvmsRoots(String list, String more, String roots) {
    Problem refusal = Reading.ofUrl(list, more).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found()).contains("\"sslcrl").contains(roots);
  }

  @Test
  void areRefusedBesideTheJvmsRootsFromTheEnvironmentToo() {
    assertThat(
            Reading.ofUrl("sslrootcert=system")
                .in(FakeEnvironment.empty().with("PGSSLCRL", "/a.crl"))
                .refusal()
                .found())
        .contains("PGSSLCRL", "sslrootcert");
  }

  /** libpq-cases 173. */
  @ParameterizedTest
  @ValueSource(strings = {"allow", "prefer", "require"})
  void areKeptWithoutRootsAndWarnedAbout(String mode) throws Exception {
    ConnectSettings read =
        Reading.ofUrl("sslmode=" + mode, "sslcrl=/a.crl", "sslcrldir=/lists").read();

    assertThat(read.tls().revocation().file()).isPresent();
    assertThat(read.tls().revocation().directory()).isPresent();
    assertThat(read.warnings())
        .filteredOn(warning -> warning.contains("have no effect without sslrootcert"))
        .singleElement()
        .asString()
        .contains("\"sslcrl\" in the URL", "\"sslcrldir\" in the URL");
  }

  @Test
  void areNotWarnedAboutWhereTheyCount() throws Exception {
    assertThat(Reading.ofUrl("sslmode=require", ROOT, "sslcrl=/a.crl").read().warnings()).isEmpty();
    assertThat(Reading.ofUrl("sslmode=disable", "sslcrl=/a.crl").read().warnings()).isEmpty();
  }

  private Path list() {
    return home.resolve(".postgresql").resolve("root.crl");
  }

  private void createList() throws IOException {
    Files.createDirectories(list().getParent());
    Files.createFile(list());
  }

  private FakeEnvironment atHome() {
    return FakeEnvironment.empty().with("HOME", home.toString());
  }
}
