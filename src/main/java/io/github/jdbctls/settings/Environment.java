package io.github.jdbctls.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the process has around it: variables, home directory, operating system. Thread-safe. */
@FunctionalInterface
public interface Environment {
  /** Returns the value of an environment variable; null if it is not set. */
  @Nullable String variable(String name);

  /** Returns the system property {@code user.home}, as it is. */
  default @Nullable String userHome() {
    return System.getProperty("user.home");
  }

  /** Whether this is Windows. */
  default boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** The environment of this process. */
  static Environment ofProcess() {
    return System::getenv;
  }
}
