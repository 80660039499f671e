package io.github.jdbctls.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Opens a connection, and closes it when the time has been taken.
 *
 * @param name of the alternative
 * @param opener that is measured
 */
record Opening(String name, Opener opener) implements Contestant {
  /** Opens a connection. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws Exception;
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public Measured[] turn() throws Exception {
    Measured.Start start = Measured.start();
    Connection connection = opener.open();
    Measured measured = start.end();
    if (connection == null) {
      throw new SQLException(name + ": the driver does not know the URL");
    }
    connection.close();
    return new Measured[] {measured};
  }
}
