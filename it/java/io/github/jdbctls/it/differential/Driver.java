package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsTransientException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Connects through {@code jdbc:tls:}, with the parameters that libpq gets.
 *
 * <p>Only what refuses the configuration is a refusal. What comes of a fault of ours or of the
 * machine would pass for one wherever libpq refuses too, so it ends the run.
 */
final class Driver {
  /** Failures that no configuration of the run may have. */
  static final Set<TlsFailure> FAULTS =
      Set.of(
          TlsFailure.HANDSHAKE_INTERRUPTED,
          TlsFailure.TIMEOUT,
          TlsFailure.DELEGATE_MISSING,
          TlsFailure.DELEGATE_TOO_OLD,
          TlsFailure.HOOK_NOT_VISIBLE,
          TlsFailure.TLS_NOT_PROVEN,
          TlsFailure.HANDLE_REFUSED,
          TlsFailure.CLEAR_TEXT_PREVENTED,
          TlsFailure.INTERNAL);

  /** The server's refusals of a login, and those of pgjdbc to log in. */
  private static final String REFUSED_LOGIN = "28...|08004|F0000";

  private static final String TIMEOUT_SECONDS = "25";

  private Driver() {}

  /**
   * Connects, asks and says what came of it.
   *
   * @throws IllegalStateException if that says nothing about the configuration
   */
  static Observation connect(String host, Map<String, String> parameters) {
    Map<String, String> rest = new HashMap<>(parameters);
    String url =
        "jdbc:tls:postgresql://%s:%s/%s"
            .formatted(
                host.indexOf(':') >= 0 ? "[" + host + "]" : host,
                rest.remove("port"),
                rest.remove("dbname"));
    rest.remove("host");
    Properties properties = new Properties();
    rest.forEach(properties::setProperty);
    properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Configuration.QUESTION)) {
      row.next();
      return Observation.connected(row.getBoolean(1), row.getBoolean(2));
    } catch (SQLException e) {
      return isHungUpOn(e, parameters)
          ? Observation.refused(TlsFailure.HANDSHAKE_INTERRUPTED, String.valueOf(e.getMessage()))
          : refusal(e);
    }
  }

  /** A server without TLS answers direct TLS in no other way. */
  private static boolean isHungUpOn(SQLException e, Map<String, String> parameters) {
    return "direct".equals(parameters.get("sslnegotiation"))
        && e instanceof TlsTransientException passes
        && passes.failure() == TlsFailure.HANDSHAKE_INTERRUPTED;
  }

  /** What the exception says about the configuration. */
  static Observation refusal(SQLException e) {
    String words = String.valueOf(e.getMessage());
    Optional<TlsFailure> failure =
        e instanceof TlsException stays
            ? Optional.of(stays.failure())
            : e instanceof TlsTransientException passes
                ? Optional.of(passes.failure())
                : Optional.empty();
    if (failure.isPresent() && !FAULTS.contains(failure.get())) {
      return Observation.refused(failure.get(), words);
    }
    if (failure.isEmpty() && String.valueOf(e.getSQLState()).matches(REFUSED_LOGIN)) {
      return Observation.refused(e.getSQLState() + " " + words);
    }
    throw new IllegalStateException("no refusal: " + e.getSQLState() + " " + words, e);
  }
}
