package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.sql.Driver;
import java.util.Collections;
import java.util.Properties;

/**
 * Checks the class path file from which a driver takes defaults: none may be a key that a user may
 * not write, or a parameter of ours, which the driver would read in its own way.
 */
final class DriverDefaults {
  private DriverDefaults() {}

  static void check(Dialect dialect, Driver driver) throws ProblemException {
    if (dialect.defaultsResource().isEmpty()) {
      return;
    }
    String resource = dialect.defaultsResource().get();
    ClassLoader loader = driver.getClass().getClassLoader();
    if (loader == null) {
      loader = ClassLoader.getSystemClassLoader();
    }
    try {
      for (URL file : Collections.list(loader.getResources(resource))) {
        Properties defaults = new Properties();
        try (InputStream in = file.openStream()) {
          defaults.load(in);
        }
        for (String key : defaults.stringPropertyNames()) {
          if (!isHandedOn(dialect, key)) {
            throw Problem.of(
                    TlsFailure.WEAKENING_PARAMETER,
                    "\"" + key + "\" stands in the class path file " + resource)
                .withRemedy("Remove it there; write TLS parameters into the URL or the properties.")
                .exception();
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.of(
              TlsFailure.WEAKENING_PARAMETER,
              "the class path file " + resource + " cannot be read: " + e.getMessage())
          .withCause(e)
          .exception();
    }
  }

  /** Who logs in may be a default; what demands security would be overruled by ours. */
  private static boolean isHandedOn(Dialect dialect, String key) {
    if (key.equals("user") || key.equals("password")) {
      return true;
    }
    return Parameter.find(key).isEmpty()
        && dialect
            .vocabulary()
            .rule(key)
            .filter(rule -> !rule.isHandedOn() || rule instanceof PassAgreed)
            .isEmpty();
  }
}
