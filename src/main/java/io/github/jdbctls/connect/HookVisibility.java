package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.sql.Driver;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a driver will find the very hook classes whose registry is ours: in its own loader,
 * as the driver looks there first, then in the thread's context loader if the driver does so.
 */
final class HookVisibility {
  private HookVisibility() {}

  static void check(Dialect dialect, Driver driver) throws ProblemException {
    ClassLoader drivers = driver.getClass().getClassLoader();
    for (Class<?> hook : dialect.delegate().hooks()) {
      Class<?> seen = seen(hook.getName(), drivers);
      if (seen == null && looksInContextLoader(dialect, driver)) {
        seen = seen(hook.getName(), Thread.currentThread().getContextClassLoader());
      }
      if (seen != hook) {
        throw Problem.of(
                TlsFailure.HOOK_NOT_VISIBLE,
                "the driver's class loader ("
                    + drivers
                    + ") "
                    + (seen == null ? "does not see " : "has another copy of ")
                    + hook.getName()
                    + " of jdbc-tls, whose class loader is "
                    + hook.getClassLoader())
            .exception();
      }
    }
  }

  private static boolean looksInContextLoader(Dialect dialect, Driver driver) {
    return dialect
        .version(driver)
        .filter(v -> v.compareTo(dialect.delegate().contextLoaderSince()) >= 0)
        .isPresent();
  }

  private static @Nullable Class<?> seen(String name, @Nullable ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
