package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * libpq's environment variables. Immutable.
 *
 * @param environment one without variables, where they are not read
 * @see <a href="https://www.postgresql.org/docs/current/libpq-envars.html">libpq, Environment
 *     Variables</a>
 */
record LibpqVariables(Environment environment) {
  private static final String OLD_MODE = "PGREQUIRESSL";

  /** Returns the value of the parameter's variable, if it has one and it is set. */
  Optional<Written> value(Parameter parameter) {
    return parameter.variable().flatMap(this::value);
  }

  /** {@code PGREQUIRESSL}: a value that begins with 1 demands TLS, any other says nothing. */
  Optional<Written> requireSsl() {
    return value(OLD_MODE).filter(written -> written.text().reveal().startsWith("1"));
  }

  /** Refuses variables by which libpq would do what we cannot do. */
  void refuseUnsupported() throws ProblemException {
    for (Parameter parameter : Parameter.values()) {
      Optional<Written> written = value(parameter);
      if (written.isPresent()
          && !parameter.isSupported()
          && !parameter.isWithoutEffect(written.get().text().reveal())) {
        throw Problem.of(
                TlsFailure.UNSUPPORTED_PARAMETER,
                written.get().origin().describe()
                    + " sets "
                    + parameter.key()
                    + ": "
                    + parameter.unsupportedReason().orElseThrow())
            .withRemedy("Unset the variable, or let the policy ignore the environment.")
            .exception();
      }
    }
  }

  private Optional<Written> value(String variable) {
    @Nullable String value = environment.variable(variable);
    return Optional.ofNullable(value)
        .map(text -> new Written(Origin.Kind.ENVIRONMENT, variable, text));
  }
}
