package io.github.jdbctls.settings;

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
    Optional<String> variable = parameter.variable();
    return variable.isPresent() ? value(variable.get()) : Optional.empty();
  }

  /** {@code PGREQUIRESSL}: a value that begins with 1 demands TLS, any other says nothing. */
  Optional<Written> requireSsl() {
    Optional<Written> written = value(OLD_MODE);
    return written.isPresent() && written.get().text().reveal().startsWith("1")
        ? written
        : Optional.empty();
  }

  private Optional<Written> value(String variable) {
    @Nullable String text = environment.variable(variable);
    return text == null
        ? Optional.empty()
        : Optional.of(new Written(Origin.Kind.ENVIRONMENT, variable, text));
  }
}
