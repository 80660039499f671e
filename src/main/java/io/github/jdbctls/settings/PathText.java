package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the path of a file or directory.
 *
 * <ol>
 *   <li>A variable of a shell that nobody has replaced is refused.
 *   <li>Of a URL, one that begins with two slashes or backslashes is refused: on Windows it names
 *       another host, to which the user of this process would be authenticated. So is one that does
 *       so behind {@code ~}.
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
  private static final Pattern OTHER_HOST = Pattern.compile("\\s*[/\\\\]{2}");

  /** Whether a path begins with the home directory. */
  static boolean isUnderHome(String text) {
    return text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
  }

  /** Returns the path, absolute. */
  Path read(String text) throws ProblemException {
    ShellVariable.refuse(origin, text);
    refuseOtherHost(text);
    if (text.length() > LONGEST || Shown.isInline(text) || hasControlCharacter(text)) {
      throw noPath();
    }
    try {
      return isUnderHome(text) ? underHome(text) : Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      // The exception repeats the value, so it is not kept as a cause.
      throw noPath();
    }
  }

  private void refuseOtherHost(String text) throws ProblemException {
    String path = isUnderHome(text) ? text.substring(1) : text;
    if (origin.kind() == Origin.Kind.URL && OTHER_HOST.matcher(path).lookingAt()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              origin.describe()
                  + " begins with two slashes or backslashes, by which Windows names a file on"
                  + " another host, and a URL may name none")
          .withRemedy("Write one slash, or name the file in the properties or by a setter.")
          .exception();
    }
  }

  private Path underHome(String text) throws ProblemException {
    if (home.isEmpty()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              origin.describe() + " begins with ~, but neither HOME nor user.home is absolute")
          .withRemedy("Write the whole path.")
          .exception();
    }
    Path folder = home.get();
    return text.length() <= 2 ? folder : folder.resolve(text.substring(2));
  }

  private static boolean hasControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private ProblemException noPath() {
    return Problem.of(TlsFailure.INVALID_VALUE, origin.describe() + " is not a path of a file")
        .withRemedy("Name a file by its path.")
        .exception();
  }
}
