package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a key store, in words.
 *
 * @param place the store
 * @param kind what it is
 * @param password what is to open it
 * @param parameter that gives the password
 */
record KeyStoreFailures(Place place, Content.Kind kind, Password password, Parameter parameter) {
  private String what() {
    return kind.description();
  }

  /** That no password was given. */
  ProblemException missing() {
    return Password.missing(place, what())
        .problem()
        .withRemedy("Set " + parameter.key() + ".")
        .exception();
  }

  /** That the password is not the store's. */
  ProblemException wrong(@Nullable Exception cause) throws ProblemException {
    Problem problem = password.wrong(place, what(), cause).problem();
    return (parameter == Parameter.SSLPASSWORD
            ? problem
            : problem.withRemedy("Correct " + parameter.key() + "."))
        .exception();
  }

  /** That the password opens the store, but not this key. */
  ProblemException otherKeyPassword(String entry, String remedy) {
    return place
        .problem(
            TlsFailure.KEY_PASSWORD_WRONG,
            "is "
                + what()
                + ", which its password opens, but the private key \""
                + Printable.of(entry)
                + "\" in it has another password")
        .withRemedy(remedy)
        .exception();
  }

  /** That its encryption is unknown or would cost too much. */
  ProblemException unsupported(String clause, @Nullable Exception cause) {
    Problem problem =
        place
            .problem(TlsFailure.KEY_UNSUPPORTED, "is " + what() + " " + clause)
            .withRemedy(
                kind.conversion(place.name())
                    .filter(conversion -> kind != Content.Kind.PKCS12)
                    .orElseGet(this::writtenAnew));
    return (cause == null ? problem : problem.withCause(cause)).exception();
  }

  /** That it has more private keys than any store is meant to have. */
  ProblemException tooManyKeys(long keys) {
    return unsupported(
        "with " + keys + " private keys (at most " + KeyStoreFile.MOST_KEYS + ")", null);
  }

  private String writtenAnew() {
    return "Write it anew: openssl pkcs12 -in %1$s -out %1$s.pem".formatted(place.shellName())
        + " (OpenSSL 3 needs -legacy for old encryption).";
  }

  /** That it cannot be decoded. */
  ProblemException damaged(Throwable cause) {
    return place
        .problem(TlsFailure.WRONG_CONTENT, "is " + what() + " that is damaged or cut short")
        .withRemedy("Write the file again, completely, from where it was made.")
        .withCause(cause)
        .exception();
  }
}
