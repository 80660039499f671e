package io.github.jdbctls.dialect;

import java.sql.SQLException;

/**
 * Ends a driver's own rounds over its hosts: MariaDB's goes on after whatever is an {@code
 * SQLException}, MySQL's takes out the {@link Reason} and goes on after those about a connection.
 */
public final class GivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String FOUND = "No host is left to dial, or no time";

  /** Makes one. */
  public GivenUpException() {
    super(FOUND, new Reason());
  }

  /** The same, as an exception that is not about a connection. */
  public static final class Reason extends SQLException {
    private static final long serialVersionUID = 1L;

    private Reason() {
      super(FOUND, "HYT00");
    }
  }
}
