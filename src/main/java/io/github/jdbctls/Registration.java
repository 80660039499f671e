package io.github.jdbctls;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a driver of ours stands in the {@link DriverManager}. Thread-safe. */
final class Registration {
  private @Nullable TlsDriver registered;

  /** As {@link #register}, for a static initialiser, where nobody could catch a failure. */
  void registerQuietly() {
    try {
      register();
    } catch (SQLException e) {
      System.getLogger("io.github.jdbctls")
          .log(System.Logger.Level.ERROR, "The driver for jdbc:tls: could not be registered", e);
    }
  }

  synchronized void register() throws SQLException {
    if (registered != null) {
      throw new IllegalStateException("The driver is registered already");
    }
    TlsDriver driver = new TlsDriver();
    DriverManager.registerDriver(driver);
    registered = driver;
  }

  synchronized void deregister() throws SQLException {
    if (registered == null) {
      throw new IllegalStateException("The driver is not registered");
    }
    DriverManager.deregisterDriver(registered);
    registered = null;
  }

  synchronized boolean isRegistered() {
    return registered != null;
  }
}
