package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code sslpasswordcallback}: the binary name of a class, at most 512 characters; an empty
 * value names none. No message repeats the value.
 */
final class CallbackText {
  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(?:\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
  private static final int LONGEST_CLASS_NAME = 512;

  private CallbackText() {}

  static Optional<PasswordSource> read(Written written) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.length() > LONGEST_CLASS_NAME || !CLASS_NAME.matcher(text).matches()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE, written.origin().describe() + " is not the name of a class")
          .withRemedy(
              "Write the binary name of a class that implements"
                  + " javax.security.auth.callback.CallbackHandler.")
          .exception();
    }
    return Optional.of(new PasswordSource.Callback(text));
  }
}
