package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Locale;
import java.util.Optional;

/** Reads the password of the private key; an empty one is none, as for libpq. */
final class KeyPassword {
  private KeyPassword() {}

  static Optional<Setting<PasswordSource>> read(AgreedValues values) throws ProblemException {
    return values
        .of(Parameter.SSLPASSWORD, KeyPassword::plain)
        .filter(password -> !password.value().reveal().isEmpty())
        .map(
            password ->
                new Setting<PasswordSource>(
                    new PasswordSource.Given(password.value()), password.origin()));
  }

  private static Secret plain(Written written) throws ProblemException {
    String start = written.text().reveal().toLowerCase(Locale.ROOT);
    if (start.startsWith("env:") || start.startsWith("file:")) {
      throw Problem.of(
              TlsFailure.UNSUPPORTED_PARAMETER,
              written.origin().describe()
                  + " is a reference to a variable or a file, which this version does not support"
                  + " yet")
          .withRemedy("Give the password itself.")
          .exception();
    }
    return written.text();
  }
}
