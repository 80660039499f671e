package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.regex.Pattern;

/**
 * Refuses a path that begins with a variable of a shell, as database consoles print it for use in a
 * terminal: {@code $HOME/.postgresql/root.crt}. Taken as it is it would name a folder {@code $HOME}
 * in the working directory.
 */
final class ShellVariable {
  private static final String START = "\\$(?:HOME|\\{HOME}|env:\\w+)(?=[/\\\\]|$)|%\\w+%";

  private ShellVariable() {}

  static void refuse(Origin origin, String path) throws ProblemException {
    if (isAtStart(path)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              origin.describe()
                  + " begins with a variable of a shell, which nobody has replaced here")
          .withRemedy(
              "Write ~/ for the home directory, as in ~/.postgresql/root.crt, or the whole path.")
          .exception();
    }
  }

  /** Compiles nothing for a path that begins with another character, as nearly all do. */
  private static boolean isAtStart(String path) {
    boolean marked = path.startsWith("$") || path.startsWith("%");
    return marked && Pattern.compile(START, Pattern.CASE_INSENSITIVE).matcher(path).lookingAt();
  }
}
