package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
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
    ClassLoader ours = dialect.getClass().getClassLoader();
    for (String hook : Dialects.driver(dialect, driver).hooks()) {
      Class<?> seen = seen(hook, drivers);
      if (seen == null && looksInContextLoader(dialect, driver)) {
        seen = seen(hook, Thread.currentThread().getContextClassLoader());
      }
      if (seen == null || seen.getClassLoader() != ours) {
        throw Problem.of(
                TlsFailure.HOOK_NOT_VISIBLE,
                "the driver's class loader ("
                    + drivers
                    + ") "
                    + (seen == null ? "does not see " : "has another copy of ")
                    + hook
                    + " of jdbc-tls, whose class loader is "
                    + ours)
            .exception();
      }
    }
  }

  private static boolean looksInContextLoader(Dialect dialect, Driver driver) {
    return dialect
        .version(driver)
        .filter(
            v ->
                Dialects.driver(dialect, driver)
                    .contextLoaderSince()
                    .filter(s -> v.compareTo(s) >= 0)
                    .isPresent())
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
