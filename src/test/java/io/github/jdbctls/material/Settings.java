package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The settings that a test hands to a reader, and the problem that comes back. */
final class Settings {
  private Settings() {}

  static Setting<Source> source(String parameter, Path file) {
    return new Setting<>(new Source.File(file), new Origin(Origin.Kind.URL, parameter));
  }

  static Setting<Path> directory(Path directory) {
    return new Setting<>(directory, new Origin(Origin.Kind.URL, "sslcrldir"));
  }

  static Setting<Source> system() {
    return new Setting<>(
        new Source.SystemRoots(), new Origin(Origin.Kind.PROPERTIES, "sslrootcert"));
  }

  static Optional<Setting<Source>> certificate(Path file) {
    return Optional.of(source("sslcert", file));
  }

  static Optional<Setting<Source>> key(Path file) {
    return Optional.of(source("sslkey", file));
  }

  static Optional<Setting<Source>> defaultKey(Path file) {
    return Optional.of(
        new Setting<>(
            new Source.File(file), new Origin(Origin.Kind.DEFAULT_FILE, file.toString())));
  }

  static Optional<Setting<PasswordSource>> password(String password) {
    return Optional.of(
        new Setting<>(
            new PasswordSource.Given(Secret.of(password)),
            new Origin(Origin.Kind.PROPERTIES, "sslpassword")));
  }

  static Optional<Setting<PasswordSource>> rootPassword(String password) {
    return Optional.of(
        new Setting<>(
            new PasswordSource.Given(Secret.of(password)),
            new Origin(Origin.Kind.PROPERTIES, "sslrootcertpassword")));
  }

  /** The problem that the call ends in. */
  static Problem problemOf(ThrowingCallable call) {
    ProblemException e = catchThrowableOfType(ProblemException.class, call);
    assertThat(e).as("the call was to fail").isNotNull();
    return e.problem();
  }
}
