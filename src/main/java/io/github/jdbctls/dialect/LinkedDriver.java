package io.github.jdbctls.dialect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.sql.Driver;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The driver of which a dialect uses parts, and not only its {@code connect}: the class that our
 * own loader sees, and no other. A driver that the application has added would be passed over, or
 * its parts mixed with those of another. Thread-safe.
 */
public final class LinkedDriver {
  private final DelegateDriver delegate;

  /** Of our own loader, which has the same class for a name whenever it is asked again. */
  private volatile @Nullable Class<?> linked;

  /** The driver of this name. */
  public LinkedDriver(DelegateDriver delegate) {
    this.delegate = delegate;
  }

  /**
   * Demands that the driver is the linked one, and lets our module read its.
   *
   * @throws SQLException with {@link TlsFailure#HOOK_NOT_VISIBLE} as its cause if it is another
   */
  public void demand(Driver driver) throws SQLException {
    Class<?> seen = linked;
    if (seen == null) {
      seen = find(driver);
      linked = seen;
    }
    if (seen != driver.getClass()) {
      throw refused(driver, "has another " + delegate.className());
    }
  }

  private Class<?> find(Driver driver) throws SQLException {
    try {
      Class<?> found =
          Class.forName(delegate.className(), false, LinkedDriver.class.getClassLoader());
      DriverModule.read(found);
      return found;
    } catch (ClassNotFoundException | LinkageError e) {
      throw refused(driver, "does not see " + delegate.className());
    }
  }

  private SQLException refused(Driver driver, String found) {
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
