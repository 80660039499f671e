package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Shown;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The driver's property {@value #KEY}: milliseconds for the TCP connection, and for each read of
 * handshake and answers; {@value #DEFAULT_MILLIS} by default, 0 for no limit.
 */
final class RedisTimeout {
  static final String KEY = "timeout";
  private static final int DEFAULT_MILLIS = 1000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  private RedisTimeout() {}

  /**
   * Reads it.
   *
   * @throws ProblemException if it is no number, or less than 0
   */
  static int read(Map<String, String> properties) throws ProblemException {
    String text = properties.get(KEY);
    if (text == null) {
      return DEFAULT_MILLIS;
    }
    if (NUMBER.matcher(text).matches()) {
      long millis = Long.parseLong(text);
      if (millis <= Integer.MAX_VALUE) {
        return (int) millis;
      }
    }
    throw Problem.of(
            TlsFailure.INVALID_VALUE,
            "\"" + KEY + "\" is not a number of milliseconds: " + Shown.value(text))
        .exception();
  }
}
