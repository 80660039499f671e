package io.github.jdbctls.connect;

import io.github.jdbctls.dialect.Setback;
import java.sql.Connection;
import java.sql.SQLException;

/** How an attempt ended. */
sealed interface Outcome {
  /** With a connection. */
  record Opened(Connection connection) implements Outcome {}

  /**
   * Without one.
   *
   * @param setback what it means for the next host
   * @param allowsPlainText whether {@code prefer} may go on in plain text
   */
  record Failed(SQLException exception, Setback setback, boolean allowsPlainText)
      implements Outcome {}
}
