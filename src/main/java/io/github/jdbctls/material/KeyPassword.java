package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The password of a key, which may be absent; an empty one is none, as for libpq. Immutable; prints
 * no secret.
 *
 * @param setting the password and where it was given
 */
record KeyPassword(Optional<Setting<Secret>> setting) {

  boolean isAbsent() {
    return setting.map(s -> s.value().reveal().isEmpty()).orElse(true);
  }

  private boolean isBeyondAscii() {
    return setting.map(s -> s.value().reveal().chars().anyMatch(c -> c > '~')).orElse(false);
  }

  /** The characters, for the caller to wipe; none if the password is absent. */
  char[] characters() {
    return setting.map(s -> s.value().reveal().toCharArray()).orElseGet(() -> new char[0]);
  }

  /** That the key of this file is encrypted and there is no password. */
  static ProblemException missing(Place place, String what) {
    return place
        .problem(
            TlsFailure.KEY_PASSWORD_MISSING, "is " + what + ", and no password was given for it")
        .exception();
  }

  /** That the password does not open the key of this file. */
  ProblemException wrong(Place place, String what, @Nullable Exception cause) {
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
