package io.github.jdbctls.connect;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.PropertyKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a request is read from, but for the environment, which a JVM sees once, and for
 * files. Immutable; equal by content.
 *
 * <ol>
 *   <li>The URL, and all properties with their defaults.
 *   <li>The policy in force.
 *   <li>The home directory, and the trust store that the JVM was told to use.
 *   <li>The thread's context class loader, by which resources and callbacks are found.
 * </ol>
 */
final class Asked {
  private final String url;
  private final Map<String, String> properties;
  private final TlsPolicy policy;
  private final @Nullable String home;
  private final @Nullable String trustStore;
  private final @Nullable ClassLoader loader;

  private Asked(String url, Map<String, String> properties, TlsPolicy policy) {
    this.url = url;
    this.properties = properties;
    this.policy = policy;
    this.home = System.getProperty("user.home");
    this.trustStore = System.getProperty("javax.net.ssl.trustStore");
    this.loader = Thread.currentThread().getContextClassLoader();
  }

  /** Returns what is asked at this moment; null if a property is no text. */
  static @Nullable Asked now(String url, @Nullable Properties info, TlsPolicy policy) {
    Map<String, String> properties = new HashMap<>();
    if (info != null) {
      try {
        for (String name : PropertyKeys.unordered(info)) {
          String value = info.getProperty(name);
          Object own = info.get(name);
          if (value == null || !(own == null || own instanceof String)) {
            return null;
          }
          properties.put(name, value);
        }
      } catch (ProblemException e) {
        // A key that is no text: what is wrong with it is for whoever reads the request to say.
        return null;
      }
    }
    return new Asked(url, properties, policy);
  }

  /** Returns the properties, which nobody else changes. */
  Properties properties() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Asked asked
        && url.equals(asked.url)
        && policy.equals(asked.policy)
        && loader == asked.loader
        && Objects.equals(home, asked.home)
        && Objects.equals(trustStore, asked.trustStore)
        && properties.equals(asked.properties);
  }

  @Override
  public int hashCode() {
    return 31 * url.hashCode() + properties.hashCode();
  }

  /** Prints nothing: any part may hold a secret. */
  @Override
  public String toString() {
    return "Asked";
  }
}
