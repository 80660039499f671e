package io.github.jdbctls.dialect.redis;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What one driver's connection is put together from. Implementations are immutable. */
@FunctionalInterface
interface DriverParts {
  /**
   * Makes the driver's connection, which takes its socket at once. The server has let us in, and
   * the database is chosen.
   *
   * @param properties of the driver, without user and password
   * @throws RuntimeException whatever the parts throw
   */
  Connection connection(OneSocket socket, int database, Map<String, String> properties)
      throws SQLException;
}
