package io.github.jdbctls.logging;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Takes the Redis driver out of the driver manager of the tests' JVM: it prints each URL that it is
 * offered, password and all, and the driver manager offers it every one. Ours makes the driver by
 * itself.
 */
public final class SilencedDrivers implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    DriverManager.drivers()
        .filter(driver -> driver.getClass().getName().startsWith("com.itmuch."))
        .toList()
        .forEach(
            driver -> {
              try {
                DriverManager.deregisterDriver(driver);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
