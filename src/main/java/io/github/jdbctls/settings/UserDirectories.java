package io.github.jdbctls.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the user's files are.
 *
 * <ol>
 *   <li>Home is {@code HOME} if it is set and absolute,
 *   <li>else the system property {@code user.home} if that is absolute (in containers it can be
 *       {@code ?}),
 *   <li>else there is none: never a folder relative to the working directory.
 *   <li>libpq's folder is {@code .postgresql} in it; on Windows {@code %APPDATA%\postgresql}.
 * </ol>
 *
 * <p>Where the policy ignores the environment, {@code HOME} and {@code APPDATA} are not read
 * either. Immutable.
 *
 * @param home the home directory
 * @param libpqFolder where libpq looks for its default files
 */
record UserDirectories(Optional<Path> home, Optional<Path> libpqFolder) {

  static UserDirectories of(Environment environment, boolean readsVariables) {
    Optional<Path> home =
        readsVariables ? absolute(environment.variable("HOME")) : Optional.empty();
    if (home.isEmpty()) {
      home = absolute(environment.userHome());
    }
    if (!environment.isWindows()) {
      return new UserDirectories(home, folder(home, ".postgresql"));
    }
    Optional<Path> appData =
        readsVariables ? absolute(environment.variable("APPDATA")) : Optional.empty();
    return new UserDirectories(home, folder(appData, "postgresql"));
  }

  private static Optional<Path> folder(Optional<Path> parent, String name) {
    return parent.isPresent() ? Optional.of(parent.get().resolve(name)) : Optional.empty();
  }

  private static Optional<Path> absolute(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
