package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What libpq's parameters fall back to where a test leaves them out: variables of the environment,
 * and files in the home directory. A test that leaves one out fails where they exist.
 */
public final class LibpqDefaults {
  private LibpqDefaults() {}

  /** Fails, naming what it has found, unless there are no such variables and files here. */
  public static void assertAbsent() {
    assertThat(variables().filter(name -> System.getenv(name) != null))
        .as("variables of libpq in the environment, to be unset for this test")
        .isEmpty();
    assertThat(home().map(home -> home.resolve(".postgresql")).filter(Files::exists))
        .as("libpq's folder, to be hidden from this test by another HOME")
        .isEmpty();
  }

  private static Stream<String> variables() {
    return Stream.concat(
        Stream.of("PGREQUIRESSL"),
        Stream.of(Parameter.values()).map(Parameter::variable).flatMap(Optional::stream));
  }

  private static Optional<Path> home() {
    return Optional.ofNullable(System.getenv("HOME"))
        .filter(home -> Path.of(home).isAbsolute())
        .or(() -> Optional.ofNullable(System.getProperty("user.home")))
        .map(Path::of);
  }
}
