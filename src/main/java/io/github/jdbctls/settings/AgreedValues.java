package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;

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

  /**
   * Whether the parameter stands anywhere. Most do not, and need no reading: each that is made
   * costs the first connect of a JVM a class made at run time.
   */
  boolean has(Parameter parameter) {
    return !written.values(parameter).isEmpty() || variables.value(parameter).isPresent();
  }

  /**
   * Returns the value of the parameter with its origin.
   *
   * @throws java.util.NoSuchElementException if it stands nowhere
   */
  <T> Setting<T> read(Parameter parameter, Reading<T> reading) throws ProblemException {
    List<Written> places = written.values(parameter);
    if (places.isEmpty()) {
      Written variable = variables.value(parameter).orElseThrow();
      return new Setting<>(reading.read(variable), variable.origin());
    }
    Written first = places.get(0);
    T agreed = reading.read(first);
    for (Written other : places.subList(1, places.size())) {
      if (!agreed.equals(reading.read(other))) {
        throw conflict(parameter, first, other);
      }
    }
    return new Setting<>(agreed, first.origin());
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
