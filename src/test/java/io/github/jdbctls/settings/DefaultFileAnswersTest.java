package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultFileAnswersTest {
  @TempDir Path folder;

  private final Set<Path> used = new HashSet<>();
  private DefaultFiles files = DefaultFiles.none();

  @BeforeEach
  void lookIntoTheFolder() {
    files = new DefaultFiles(Optional.of(folder), used::contains);
  }

  static Stream<Arguments> all() {
    return Stream.of(
        asked("root.crt", files -> files.roots(false)),
        asked("root.crt", files -> files.roots(true)),
        asked("postgresql.crt", DefaultFiles::certificate),
        asked("postgresql.key", DefaultFiles::key),
        asked("root.crl", DefaultFiles::revocationList));
  }

  /** Those for which one that may not be looked at counts. */
  static Stream<Arguments> strict() {
    return all().skip(1).limit(3);
  }

  private static Arguments asked(
      String name, Function<DefaultFiles, Optional<Setting<Source>>> question) {
    return Arguments.of(name, question);
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdNoLongerWhenAFileAppears(
      String name, Function<DefaultFiles, Optional<Setting<Source>>> question) throws Exception {
    assertThat(question.apply(files)).isEmpty();
    DefaultFileAnswers answers = files.answers();

    assertThat(answers.stillHold()).isTrue();
    Files.createFile(folder.resolve(name));
    assertThat(answers.stillHold()).isFalse();
    Files.delete(folder.resolve(name));
    assertThat(answers.stillHold()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdNoLongerWhenAFileVanishes(
      String name, Function<DefaultFiles, Optional<Setting<Source>>> question) throws Exception {
    Files.createFile(folder.resolve(name));
    assertThat(question.apply(files)).isPresent();
    DefaultFileAnswers answers = files.answers();

    assertThat(answers.stillHold()).isTrue();
    Files.delete(folder.resolve(name));
    assertThat(answers.stillHold()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdForAFileThatWasUsedAndVanishes(
      String name, Function<DefaultFiles, Optional<Setting<Source>>> question) throws Exception {
    Files.createFile(folder.resolve(name));
    assertThat(question.apply(files)).isPresent();
    DefaultFileAnswers answers = files.answers();
    used.add(folder.resolve(name));

    Files.delete(folder.resolve(name));

    assertThat(answers.stillHold()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdNoLongerWhenAMissingFileTurnsOutToHaveBeenUsed(
      String name, Function<DefaultFiles, Optional<Setting<Source>>> question) {
    assertThat(question.apply(files)).isEmpty();
    DefaultFileAnswers answers = files.answers();

    used.add(folder.resolve(name));

    assertThat(answers.stillHold()).isFalse();
  }

  /** A link to itself is one that nobody can look behind, root included. */
  @ParameterizedTest
  @MethodSource("strict")
  void holdNoLongerWhenAMissingFileCannotBeLookedAt(
      String name, Function<DefaultFiles, Optional<Setting<Source>>> question) throws Exception {
    assertThat(question.apply(files)).isEmpty();
    DefaultFileAnswers answers = files.answers();

    Files.createSymbolicLink(folder.resolve(name), Path.of(name));

    assertThat(question.apply(files)).isPresent();
    assertThat(answers.stillHold()).isFalse();
  }

  @Test
  void holdWhenAFileThatMayBeMissingCannotBeLookedAt() throws Exception {
    assertThat(files.roots(false)).isEmpty();
    assertThat(files.revocationList()).isEmpty();
    DefaultFileAnswers answers = files.answers();

    for (String name : Set.of("root.crt", "root.crl")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of(name));
    }

    assertThat(answers.stillHold()).isTrue();
  }

  @Test
  void holdWhateverHappensToFilesThatNobodyAskedFor() throws Exception {
    assertThat(files.roots(true)).isEmpty();
    DefaultFileAnswers answers = files.answers();

    Files.createFile(folder.resolve("postgresql.crt"));
    Files.createFile(folder.resolve("root.crl"));

    assertThat(answers.stillHold()).isTrue();
  }

  @Test
  void holdNoLongerWhenOneOfManyIsAnother() throws Exception {
    assertThat(
            Stream.of(files.roots(true), files.certificate(), files.key(), files.revocationList()))
        .allMatch(Optional::isEmpty);
    DefaultFileAnswers answers = files.answers();

    Files.createFile(folder.resolve("root.crl"));

    assertThat(answers.stillHold()).isFalse();
  }

  @Test
  void areNoneOfWhatIsAskedLater() throws Exception {
    DefaultFileAnswers before = files.answers();
    assertThat(files.roots(true)).isEmpty();

    Files.createFile(folder.resolve("root.crt"));

    assertThat(before.stillHold()).isTrue();
    assertThat(files.answers().stillHold()).isFalse();
  }

  @Test
  void holdWhereThereIsNoFolder() {
    DefaultFiles none = DefaultFiles.none();

    assertThat(none.roots(true)).isEmpty();
    assertThat(none.answers().stillHold()).isTrue();
  }

  @Test
  void tellNothingFromAFolderThatIsAFile() throws Exception {
    Path file = Files.createFile(folder.resolve(".postgresql"));
    DefaultFiles below = new DefaultFiles(Optional.of(file), used::contains);

    assertThat(below.certificate()).isEmpty();
    assertThat(below.answers().stillHold()).isTrue();
  }
}
