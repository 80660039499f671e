package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {
  @TempDir Path home;

  @Test
  void namesFilesByAbsolutePath() throws Exception {
    TlsSettings tls =
        Reading.ofUrl("sslrootcert=/etc/ca.pem", "sslcert=client.crt", "sslkey=./client.key").tls();

    assertThat(tls.roots()).contains(file("/etc/ca.pem", "sslrootcert"));
    assertThat(tls.certificate())
        .contains(file(Path.of("client.crt").toAbsolutePath().toString(), "sslcert"));
    assertThat(tls.key())
        .contains(file(Path.of("./client.key").toAbsolutePath().toString(), "sslkey"));
  }

  @Test
  void expandsTheHomeDirectory() throws Exception {
    TlsSettings tls = Reading.ofUrl("sslrootcert=~/ca.pem").in(atHome()).tls();

    assertThat(tls.roots()).contains(file(home.resolve("ca.pem").toString(), "sslrootcert"));
  }

  @Test
  void refusesTheHomeDirectoryWhenThereIsNone() {
    Problem refusal = Reading.ofUrl("sslrootcert=~/ca.pem").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.found()).contains("\"sslrootcert\" in the URL", "HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/\0ca.pem", "c2VjcmV0\nc2VjcmV0"})
  void refusesWhatIsNoPathWithoutRepeatingIt(String value) {
    Problem refusal = Reading.of().url("sslkey", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message()).contains("sslkey").doesNotContain(value);
    assertThat(refusal.cause()).isNull();
  }

  /** As database consoles print it, for a terminal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$HOME/.postgresql/root.crt",
        "${HOME}/.postgresql/root.crt",
        "$env:appdata\\.postgresql\\root.crt",
        "%APPDATA%\\.postgresql\\root.crt",
        "$HOME"
      })
  void refusesAVariableOfAShellThatNobodyHasReplaced(String value) {
    Problem refusal = Reading.of().url("sslrootcert", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message())
        .contains("\"sslrootcert\" in the URL", "variable of a shell", "~/.postgresql/root.crt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$HOMEPAGE/root.crt", "/a/$HOME/root.crt", "$$/root.crt"})
  void takesAFileWhoseNameHasADollarSign(String value) throws Exception {
    assertThat(Reading.of().url("sslrootcert", value).tls().roots())
        .contains(file(Path.of(value).toAbsolutePath().toString(), "sslrootcert"));
  }

  @Test
  void refusesAPathThatIsTooLongToBeOne() {
    assertThat(Reading.of().url("sslkey", "MII".repeat(2000)).refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  @Test
  void refusesTwoFilesButNotTheSameTwice() throws Exception {
    Problem refusal =
        Reading.ofUrl("sslrootcert=/a.pem").property("sslrootcert", "/b.pem").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found()).contains("\"/a.pem\"", "\"/b.pem\"");
    assertThat(
            Reading.ofUrl("sslrootcert=~/a.pem")
                .property("sslrootcert", home.resolve("a.pem").toString())
                .in(atHome())
                .tls()
                .roots())
        .isPresent();
  }

  @Test
  void refusesAnEmptyValueBesideAFile() {
    assertThat(Reading.ofUrl("sslrootcert=", "sslrootcert=/a.pem").refusal().failure())
        .isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
  }

  @ParameterizedTest
  @CsvSource({"disable", "allow", "prefer", "require"})
  void needsNoRootsInWeakModes(String mode) throws Exception {
    assertThat(Reading.ofUrl("sslmode=" + mode).tls().roots()).isEmpty();
  }

  @Test
  void takesTheSystemsRootsForVerifyFull() throws Exception {
    assertThat(Reading.of().tls().roots())
        .contains(
            new Setting<>(
                new Source.SystemRoots(), new Origin(Origin.Kind.DEFAULT, "sslrootcert")));
  }

  @Test
  void refusesVerifyCaWithoutRoots() {
    Problem refusal = Reading.ofUrl("sslmode=verify-ca", "sslrootcert=").refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.ROOT_MISSING);
    assertThat(refusal.message()).contains("verify-ca", "sslrootcert");
  }

  @Test
  void takesTheSystemsRootsByName() throws Exception {
    assertThat(Reading.ofUrl("sslrootcert=system").tls().roots())
        .contains(
            new Setting<>(new Source.SystemRoots(), new Origin(Origin.Kind.URL, "sslrootcert")));
    assertThat(Reading.ofUrl("sslrootcert=system", "sslmode=verify-full").tls().roots())
        .isPresent();
  }

  /** libpq-cases 70. */
  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca"})
  void refusesTheSystemsRootsByNameWithAWeakerMode(String mode) {
    List<Reading> readings =
        List.of(
            Reading.ofUrl("sslrootcert=system", "sslmode=" + mode),
            Reading.ofUrl("sslrootcert=system").property("sslmode", mode),
            Reading.ofUrl("sslrootcert=system").in(FakeEnvironment.empty().with("PGSSLMODE", mode)),
            Reading.ofUrl("sslmode=" + mode)
                .in(FakeEnvironment.empty().with("PGSSLROOTCERT", "system")));

    assertThat(readings)
        .extracting(Reading::refusal)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
              assertThat(refusal.found()).contains("system", mode);
            });
  }

  @Test
  void refusesTheSystemsRootsByNameWithTheOldVariable() {
    assertThat(
            Reading.ofUrl("sslrootcert=system")
                .in(FakeEnvironment.empty().with("PGREQUIRESSL", "1"))
                .refusal()
                .found())
        .contains("PGREQUIRESSL");
  }

  @Test
  void takesFilesFromTheEnvironment() throws Exception {
    TlsSettings tls =
        Reading.of()
            .in(
                FakeEnvironment.empty()
                    .with("PGSSLROOTCERT", "/ca.pem")
                    .with("PGSSLCERT", "/c.crt")
                    .with("PGSSLKEY", "/c.key"))
            .tls();

    assertThat(tls.roots())
        .contains(
            new Setting<>(
                new Source.File(Path.of("/ca.pem")),
                new Origin(Origin.Kind.ENVIRONMENT, "PGSSLROOTCERT")));
    assertThat(tls.certificate().orElseThrow().origin().name()).isEqualTo("PGSSLCERT");
    assertThat(tls.key().orElseThrow().origin().name()).isEqualTo("PGSSLKEY");
  }

  @Test
  void takesAnEmptyUrlParameterBeforeTheVariable() throws Exception {
    assertThat(Reading.ofUrl("sslcert=").in(FakeEnvironment.empty().with("PGSSLCERT", "/c")).tls())
        .extracting(TlsSettings::certificate)
        .isEqualTo(Optional.empty());
  }

  @Test
  void refusesAnEmptyUrlParameterWhereThePolicyLimitsUrls() throws Exception {
    TlsPolicy any = TlsPolicy.unrestricted();
    for (TlsPolicy policy :
        List.of(
            any.withUrlSources(Set.of()),
            any.withUrlSources(Set.of(SourceKind.FILE)),
            any.withUrlFolders(List.of(home)))) {
      for (String key : List.of("sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir")) {
        Problem refusal = Reading.of().url(key, "").under(policy).refusal();

        assertThat(refusal.failure()).isEqualTo(TlsFailure.FORBIDDEN_BY_POLICY);
        assertThat(refusal.found()).contains('"' + key + "\" in the URL is empty", policy.origin());
        assertThat(Reading.of().property(key, "").under(policy).tls())
            .isEqualTo(Reading.of().tls());
      }
    }
  }

  @Test
  void takesDefaultFilesOfTheApplicationDataOnWindows() throws Exception {
    Path folder = Files.createDirectories(home.resolve("postgresql"));
    for (String name : List.of("root.crt", "postgresql.crt", "postgresql.key", "root.crl")) {
      Files.createFile(folder.resolve(name));
    }
    FakeEnvironment environment =
        FakeEnvironment.empty().with("APPDATA", home.toString()).onWindows();

    TlsSettings tls = Reading.of().in(environment).tls();

    assertThat(List.of(tls.roots(), tls.certificate(), tls.key(), tls.revocation().file()))
        .extracting(source -> source.orElseThrow().value())
        .containsExactly(
            new Source.File(folder.resolve("root.crt")),
            new Source.File(folder.resolve("postgresql.crt")),
            new Source.File(folder.resolve("postgresql.key")),
            new Source.File(folder.resolve("root.crl")));
  }

  @Test
  void takesDefaultFilesThatExist() throws Exception {
    create("root.crt", "postgresql.crt", "postgresql.key");

    TlsSettings tls = Reading.ofUrl("sslmode=require").in(atHome()).tls();

    assertThat(tls.roots()).contains(defaultFile("root.crt"));
    assertThat(tls.certificate()).contains(defaultFile("postgresql.crt"));
    assertThat(tls.key()).contains(defaultFile("postgresql.key"));
  }

  @Test
  void takesDefaultFilesForVerifyFullBeforeTheSystemsRoots() throws Exception {
    create("root.crt");

    assertThat(Reading.of().in(atHome()).tls().roots()).contains(defaultFile("root.crt"));
  }

  @Test
  void takesADefaultFileThatWasUsedBeforeAsNamed() throws Exception {
    Path vanished = Path.of(defaultFile("root.crt").origin().name());

    assertThat(Reading.ofUrl("sslmode=require").in(atHome()).tls().roots()).isEmpty();
    assertThat(Reading.ofUrl("sslmode=require").in(atHome()).havingUsed(vanished).tls().roots())
        .contains(defaultFile("root.crt"));
  }

  @Test
  void takesDefaultFilesForEmptyValues() throws Exception {
    create("root.crt", "postgresql.crt", "postgresql.key");

    TlsSettings tls = Reading.ofUrl("sslrootcert=", "sslcert=", "sslkey=").in(atHome()).tls();

    assertThat(List.of(tls.roots(), tls.certificate(), tls.key())).allMatch(Optional::isPresent);
  }

  @Test
  void takesNoDefaultFilesWithDisableOrForOtherFamilies() throws Exception {
    create("root.crt", "postgresql.crt", "postgresql.key", "root.crl");

    TlsSettings disabled = Reading.ofUrl("sslmode=disable").in(atHome()).tls();
    TlsSettings other = Reading.ofUrl("sslrootcert=/ca").ofAnotherFamily().in(atHome()).tls();

    assertThat(disabled.roots()).isEmpty();
    assertThat(List.of(disabled.certificate(), disabled.key())).allMatch(Optional::isEmpty);
    assertThat(List.of(other.certificate(), other.key())).allMatch(Optional::isEmpty);
  }

  @Test
  void takesTheDefaultKeyOnlyForACertificate() throws Exception {
    create("postgresql.key");

    assertThat(Reading.of().in(atHome()).tls().key()).isEmpty();
    assertThat(Reading.ofUrl("sslcert=/c.crt").in(atHome()).tls().key())
        .contains(defaultFile("postgresql.key"));
  }

  @Test
  void leavesTheKeyEmptyWhenThereIsNoFileForIt() throws Exception {
    assertThat(Reading.ofUrl("sslcert=/c.p12").in(atHome()).tls().key()).isEmpty();
  }

  @Test
  void takesAKeyWithoutACertificate() throws Exception {
    TlsSettings tls = Reading.ofUrl("sslkey=/client.p12").in(atHome()).tls();

    assertThat(tls.certificate()).isEmpty();
    assertThat(tls.key()).contains(file("/client.p12", "sslkey"));
  }

  @Test
  void overlooksAHomeThatIsAFile() throws Exception {
    Path file = Files.createFile(home.resolve("null"));

    TlsSettings tls = Reading.of().in(FakeEnvironment.empty().with("HOME", file.toString())).tls();

    assertThat(tls.certificate()).isEmpty();
    assertThat(tls.roots().orElseThrow().value()).isEqualTo(new Source.SystemRoots());
  }

  /** libpq-cases 184 and 185. */
  @Test
  void takesWhatItMayNotLookAtForMissingOnlyWhereNothingDemandsIt() throws Exception {
    Path folder = home.resolve(".postgresql");
    // A loop of links, into which not even root may look.
    Files.createSymbolicLink(folder, folder);

    TlsSettings tls = Reading.of().in(atHome()).tls();

    assertThat(tls.certificate()).contains(defaultFile("postgresql.crt"));
    assertThat(tls.roots()).contains(defaultFile("root.crt"));
    assertThat(Reading.ofUrl("sslmode=require").in(atHome()).tls().roots()).isEmpty();
  }

  @Test
  void findsHomeWithoutTheEnvironmentWhenThePolicyIgnoresIt() throws Exception {
    create("root.crt");
    FakeEnvironment environment =
        FakeEnvironment.empty().with("HOME", "/elsewhere").withUserHome(home);

    assertThat(
            Reading.of()
                .in(environment)
                .under(TlsPolicy.unrestricted().withoutEnvironment())
                .tls()
                .roots())
        .contains(defaultFile("root.crt"));
  }

  private FakeEnvironment atHome() {
    return FakeEnvironment.empty().with("HOME", home.toString());
  }

  private void create(String... names) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".postgresql"));
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
  }

  private Setting<Source> defaultFile(String name) {
    Path path = home.resolve(".postgresql").resolve(name);
    return new Setting<>(
        new Source.File(path), new Origin(Origin.Kind.DEFAULT_FILE, path.toString()));
  }

  private static Setting<Source> file(String path, String key) {
    return new Setting<>(new Source.File(Path.of(path)), new Origin(Origin.Kind.URL, key));
  }
}
