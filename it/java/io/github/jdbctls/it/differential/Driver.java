package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsTransientException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Connects through {@code jdbc:tls:}, with the parameters that libpq gets. */
final class Driver {
  private static final String TIMEOUT_SECONDS = "10";

  private Driver() {}

  /** Connects, asks and says what came of it. */
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
    } catch (TlsException e) {
      return Observation.refused(e.failure(), String.valueOf(e.getMessage()));
    } catch (TlsTransientException e) {
      return Observation.refused(e.failure(), String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      return Observation.refused(e.getSQLState() + " " + e.getMessage());
    }
  }
}
