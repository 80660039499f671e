package io.github.jdbctls.dialect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.sql.Driver;
import java.sql.SQLException;

/**
 * The driver of which a dialect uses parts, and not only its {@code connect}: the class that our
 * own loader sees, and no other. A driver that the application has added would be passed over, or
 * its parts mixed with those of another.
 */
public final class LinkedDriver {
  private LinkedDriver() {}

  /**
   * Demands that the driver is the linked one, and lets our module read its.
   *
   * @throws SQLException with {@link TlsFailure#HOOK_NOT_VISIBLE} as its cause if it is another
   */
  public static void demand(DelegateDriver delegate, Driver driver) throws SQLException {
    Class<?> linked;
    try {
      linked = Class.forName(delegate.className(), false, LinkedDriver.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw refused(delegate, driver, "does not see " + delegate.className());
    }
    if (linked != driver.getClass()) {
      throw refused(delegate, driver, "has another " + delegate.className());
    }
    DriverModule.read(linked);
  }

  private static SQLException refused(DelegateDriver delegate, Driver driver, String found) {
    Problem problem =
        Problem.of(
                TlsFailure.HOOK_NOT_VISIBLE,
                "the driver is "
                    + driver.getClass().getName()
                    + " of "
                    + driver.getClass().getClassLoader()
                    + ", but the class loader of jdbc-tls ("
                    + LinkedDriver.class.getClassLoader()
                    + ") "
                    + found
                    + ", of whose parts the connection is built")
            .withRemedy("Put jdbc-tls and " + delegate.coordinates() + " into one class loader.");
    return new SQLException(problem.exception());
  }
}
