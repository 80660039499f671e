package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * The one value of each parameter.
 *
 * <p>A parameter that is written twice must mean the same both times: a URL from a tenant must not
 * overrule the application's setter, nor the reverse. Immutable.
 *
 * @param written by the user
 * @param variables of the environment, for what the user has not written
 */
record AgreedValues(WrittenParameters written, LibpqVariables variables) {

  /** Reads a value. */
  @FunctionalInterface
  interface Reading<T> {
    T read(Written text) throws ProblemException;
  }

  /** Returns the value of the parameter with its origin; empty if it stands nowhere. */
  <T> Optional<Setting<T>> of(Parameter parameter, Reading<T> reading) throws ProblemException {
    List<Written> places = written.values(parameter);
    if (places.isEmpty()) {
      Optional<Written> variable = variables.value(parameter);
      return variable.isEmpty()
          ? Optional.empty()
          : Optional.of(new Setting<>(reading.read(variable.get()), variable.get().origin()));
    }
    Written first = places.get(0);
    T agreed = reading.read(first);
    for (Written other : places.subList(1, places.size())) {
      if (!agreed.equals(reading.read(other))) {
        throw conflict(parameter, first, other);
      }
    }
    return Optional.of(new Setting<>(agreed, first.origin()));
  }

  private static ProblemException conflict(Parameter parameter, Written one, Written other) {
    String values =
        parameter.isSecret()
            ? " has two different values, by " + where(one) + " and by " + where(other)
            : " is " + valueAndWhere(one) + " and " + valueAndWhere(other);
    return Problem.of(TlsFailure.CONFLICTING_PARAMETER, "the parameter " + parameter.key() + values)
        .exception();
  }

  private static String valueAndWhere(Written written) {
    return Shown.value(written.text().reveal()) + " by " + where(written);
  }

  private static String where(Written written) {
    return written.origin().describe();
  }
}
