package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keys of {@code Properties} with their defaults, also of values that are no text. */
public final class PropertyKeys {
  private PropertyKeys() {}

  /**
   * Returns the keys in order, however the properties name them.
   *
   * @throws ProblemException at a key that is no text, for it hides the others
   */
  public static SortedSet<String> of(Properties properties) throws ProblemException {
    return new TreeSet<>(unordered(properties));
  }

  /** As {@link #of}, in no order. */
  public static Set<String> unordered(Properties properties) throws ProblemException {
    Set<String> keys = new HashSet<>();
    if (properties.getClass() != Properties.class) {
      // A class of its own may know more by one way than by the other.
      keys.addAll(properties.stringPropertyNames());
    }
    try {
      for (Enumeration<?> names = properties.propertyNames(); names.hasMoreElements(); ) {
        keys.add((String) names.nextElement());
      }
    } catch (ClassCastException e) {
      throw Problem.of(TlsFailure.INVALID_VALUE, "the properties have a key that is no text")
          .withRemedy("Use keys of type String only.")
          .withCause(e)
          .exception();
    }
    return keys;
  }
}
