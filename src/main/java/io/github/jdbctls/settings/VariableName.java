package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.regex.Pattern;

/**
 * Reads the name of an environment variable, behind {@code env:}: letters, digits, {@code _},
 * {@code -} and {@code .}, as shells, containers and Kubernetes have them, at most 128, and not
 * base64 of a key. A message shows no other: it may be anything.
 */
final class VariableName {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");

  private VariableName() {}

  static String read(Origin origin, String text) throws ProblemException {
    if (!NAME.matcher(text).matches() || Shown.isInline(text)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              origin.describe() + " has no name of an environment variable behind env:")
          .withRemedy("Write env: and the name alone, such as env:DB_CLIENT_KEY.")
          .exception();
    }
    return text;
  }
}
