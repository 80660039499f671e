package io.github.jdbctls.it.secrets;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsTransientException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * A connect with secrets in it. Immutable.
 *
 * @param outcome {@link #CONNECTED}, the name of a failure, or an SQLState of the driver's own
 */
record Scenario(String name, String url, Map<String, String> info, String outcome) {
  static final String CONNECTED = "CONNECTED";

  Scenario {
    info = Map.copyOf(info);
  }

  static Scenario connected(String name, String url, Map<String, String> info) {
    return new Scenario(name, url, info, CONNECTED);
  }

  static Scenario refused(String name, String url, Map<String, String> info, TlsFailure failure) {
    return new Scenario(name, url, info, failure.name());
  }

  /** A failure that is the driver's own. */
  static Scenario failed(String name, String url, Map<String, String> info, String sqlState) {
    return new Scenario(name, url, info, sqlState);
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(info);
    return properties;
  }

  static String outcomeOf(SQLException failure) {
    if (failure instanceof TlsException ours) {
      return ours.failure().name();
    }
    return failure instanceof TlsTransientException ours
        ? ours.failure().name()
        : String.valueOf(failure.getSQLState());
  }
}
