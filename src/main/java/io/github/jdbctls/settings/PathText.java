package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the path of a file or directory.
 *
 * <ol>
 *   <li>A variable of a shell that nobody has replaced is refused.
 *   <li>{@code ~} and {@code ~/...}: under the home directory.
 *   <li>A relative path belongs to the working directory.
 *   <li>What has control characters, looks like a key, or is longer than any path, is none.
 * </ol>
 *
 * <p>No message repeats the value. Immutable.
 *
 * @param origin where it stands
 * @param home the home directory, if there is one
 */
record PathText(Origin origin, Optional<Path> home) {
  private static final int LONGEST = 4096;

  /** Whether a path begins with the home directory. */
  static boolean isUnderHome(String text) {
    return text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
  }

  /** Returns the path, absolute. */
  Path read(String text) throws ProblemException {
    ShellVariable.refuse(origin, text);
    if (text.length() > LONGEST
        || Shown.isInline(text)
        || text.chars().anyMatch(Character::isISOControl)) {
      throw noPath();
    }
    try {
      return isUnderHome(text) ? underHome(text) : Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      // The exception repeats the value, so it is not kept as a cause.
      throw noPath();
    }
  }

  private Path underHome(String text) throws ProblemException {
    Path folder =
        home.orElseThrow(
            () ->
                Problem.of(
                        TlsFailure.INVALID_VALUE,
                        origin.describe()
                            + " begins with ~, but neither HOME nor user.home is absolute")
                    .withRemedy("Write the whole path.")
                    .exception());
    return text.length() <= 2 ? folder : folder.resolve(text.substring(2));
  }

  private ProblemException noPath() {
    return Problem.of(TlsFailure.INVALID_VALUE, origin.describe() + " is not a path of a file")
        .withRemedy("Name a file by its path.")
        .exception();
  }
}
