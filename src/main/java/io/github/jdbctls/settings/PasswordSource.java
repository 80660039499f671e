package io.github.jdbctls.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where the password of a key or key store comes from. Immutable; prints no secret. */
public sealed interface PasswordSource {
  /** What the name of an environment variable follows. */
  String VARIABLE = "env:";

  /** What the URI of a file follows. */
  String FILE = "file:";

  /** Whether a text says where a password is, and is none itself. */
  static boolean isReference(String text) {
    String start = text.toLowerCase(Locale.ROOT);
    return start.startsWith(VARIABLE) || start.startsWith(FILE);
  }

  /** Where the password is read from, as a policy sees it; empty if it is not read. */
  default Optional<Source> source() {
    return Optional.empty();
  }

  /**
   * The password itself.
   *
   * @param password not empty
   */
  record Given(Secret password) implements PasswordSource {}

  /**
   * An environment variable.
   *
   * @param name of the variable
   */
  record Variable(String name) implements PasswordSource {
    @Override
    public Optional<Source> source() {
      return Optional.of(new Source.Variable(name));
    }
  }

  /**
   * The first line of a file.
   *
   * @param path absolute
   */
  record FirstLine(Path path) implements PasswordSource {
    @Override
    public Optional<Source> source() {
      return Optional.of(new Source.File(path));
    }
  }

  /**
   * A {@code javax.security.auth.callback.CallbackHandler}.
   *
   * @param className its binary name
   */
  record Callback(String className) implements PasswordSource {}
}
