package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The driver's properties that were written in another client's words.
 *
 * <p>What is said twice, in the same words or in the driver's own, must mean the same. Used by one
 * thread.
 */
final class RewordedProperties {
  private record Said(Written place, String value) {}

  private final Map<String, Said> values = new LinkedHashMap<>();
  private final Map<String, Said> fallbacks = new LinkedHashMap<>();

  /** Takes what was written, or refuses it. */
  void add(Written written, Meaning meaning) throws ProblemException {
    if (meaning instanceof Meaning.Property property) {
      agree(values, property.key(), new Said(written, property.value()));
    } else if (meaning instanceof Meaning.Fallback fallback) {
      agree(fallbacks, fallback.key(), new Said(written, fallback.value()));
    } else if (meaning instanceof Meaning.Invalid invalid) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              written.origin().describe() + " is " + Shown.value(written.text().reveal()))
          .withRemedy(invalid.expected())
          .exception();
    } else if (meaning instanceof Meaning.Unsupported unsupported) {
      throw Problem.of(
              TlsFailure.UNSUPPORTED_PARAMETER,
              written.origin().describe() + " " + unsupported.reason())
          .withRemedy(unsupported.remedy())
          .exception();
    }
  }

  private static void agree(Map<String, Said> map, String key, Said said) throws ProblemException {
    Said before = map.putIfAbsent(key, said);
    if (before != null && !before.value().equals(said.value())) {
      throw conflict(before.place(), said.place());
    }
  }

  /**
   * Adds them to what was written in the driver's own words.
   *
   * @param properties of the driver, to which these are added
   * @param own where the driver's own were written
   */
  void addTo(Map<String, String> properties, Map<String, Written> own) throws ProblemException {
    for (Map.Entry<String, Said> entry : values.entrySet()) {
      Written other = own.get(entry.getKey());
      Said said = entry.getValue();
      if (other != null && !other.text().reveal().equals(said.value())) {
        throw conflict(said.place(), other);
      }
      properties.put(entry.getKey(), said.value());
    }
    for (Map.Entry<String, Said> entry : fallbacks.entrySet()) {
      properties.putIfAbsent(entry.getKey(), entry.getValue().value());
    }
  }

  private static ProblemException conflict(Written one, Written other) {
    return Problem.of(
            TlsFailure.CONFLICTING_PARAMETER,
            one.origin().describe()
                + " and "
                + other.origin().describe()
                + " have different values")
        .exception();
  }
}
