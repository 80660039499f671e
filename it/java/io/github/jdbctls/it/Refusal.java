package io.github.jdbctls.it;

import io.github.jdbctls.TlsException;
import java.sql.Connection;
import java.sql.SQLException;

/** A connect that must end with an exception of ours. */
public final class Refusal {
  private Refusal() {}

  /** Opens a connection. */
  @FunctionalInterface
  public interface Connect {
    Connection open() throws SQLException;
  }

  /**
   * Returns the exception that the connect ends with.
   *
   * @throws SQLException any other that it ends with
   * @throws AssertionError if it connects
   */
  public static TlsException of(Connect connect) throws SQLException {
    try (Connection connection = connect.open()) {
      throw new AssertionError("connected: " + connection);
    } catch (TlsException e) {
      return e;
    }
  }
}
