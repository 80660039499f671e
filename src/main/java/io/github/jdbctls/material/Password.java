package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The password of a key or key store, which may be absent; an empty one is none, as for libpq.
 * Immutable; prints no secret.
 *
 * @param setting where it comes from and where that was given
 */
record Password(Optional<Setting<PasswordSource>> setting) {

  boolean isAbsent() throws ProblemException {
    return characters().length == 0;
  }

  /** The characters, for the caller to wipe; none if the password is absent. */
  char[] characters() throws ProblemException {
    if (setting.isEmpty()) {
      return new char[0];
    }
    if (setting.get().value() instanceof PasswordSource.Given given) {
      return given.password().reveal().toCharArray();
    }
    throw Problem.of(
            TlsFailure.UNSUPPORTED_PARAMETER,
            setting.get().origin().describe() + " is not a password itself")
        .exception();
  }

  private boolean isBeyondAscii() throws ProblemException {
    for (char c : characters()) {
      if (c > '~') {
        return true;
      }
    }
    return false;
  }

  /** That the key of this file is encrypted and there is no password. */
  static ProblemException missing(Place place, String what) {
    return place
        .problem(
            TlsFailure.KEY_PASSWORD_MISSING, "is " + what + ", and no password was given for it")
        .exception();
  }

  /** That the password does not open the key of this file. */
  ProblemException wrong(Place place, String what, @Nullable Exception cause)
      throws ProblemException {
    Problem problem =
        place.problem(
            TlsFailure.KEY_PASSWORD_WRONG,
            "is "
                + what
                + ", which the password of "
                + setting.map(s -> s.origin().describe()).orElse("nobody")
                + " does not open");
    if (isBeyondAscii()) {
      problem =
          problem.withRemedy(
              "Correct sslpassword. If it is right, encrypt the key with one of ASCII characters:"
                  + " others are read in more than one way.");
    }
    return (cause == null ? problem : problem.withCause(cause)).exception();
  }
}
