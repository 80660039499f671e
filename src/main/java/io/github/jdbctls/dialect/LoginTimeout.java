package io.github.jdbctls.dialect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Shown;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The property {@value #KEY}: seconds for all attempts of a connect, with a fraction if need be; 0
 * for no limit. Without it the driver manager's own counts.
 */
public final class LoginTimeout {
  /** The property's name, as pgjdbc has it. */
  public static final String KEY = "loginTimeout";

  private LoginTimeout() {}

  /**
   * Reads it.
   *
   * @return empty for no limit
   * @throws ProblemException if it is no number
   */
  public static Optional<Duration> of(Map<String, String> properties) throws ProblemException {
    String text = properties.get(KEY);
    try {
      double seconds = text == null ? DriverManager.getLoginTimeout() : Double.parseDouble(text);
      return seconds > 0 && seconds < Integer.MAX_VALUE
          ? Optional.of(Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              "\"" + KEY + "\" is not a number of seconds: " + Shown.value(String.valueOf(text)))
          .exception();
    }
  }
}
