package io.github.jdbctls.settings;

import java.nio.file.Path;

/** Where the password of a key or key store comes from. Immutable; prints no secret. */
public sealed interface PasswordSource {
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
  record Variable(String name) implements PasswordSource {}

  /**
   * The first line of a file.
   *
   * @param path absolute
   */
  record FirstLine(Path path) implements PasswordSource {}

  /**
   * A {@code javax.security.auth.callback.CallbackHandler}.
   *
   * @param className its binary name
   */
  record Callback(String className) implements PasswordSource {}
}
