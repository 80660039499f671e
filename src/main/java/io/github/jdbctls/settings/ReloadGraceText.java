package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads {@code sslreloadgrace}: whole seconds from 0 to {@value #MOST}. */
final class ReloadGraceText {
  static final int MOST = 3600;
  static final Duration DEFAULT = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,4}");

  private ReloadGraceText() {}

  static Duration read(AgreedValues values) throws ProblemException {
    return values.has(Parameter.SSLRELOADGRACE)
        ? values.read(Parameter.SSLRELOADGRACE, ReloadGraceText::seconds).value()
        : DEFAULT;
  }

  private static Duration seconds(Written written) throws ProblemException {
    String text = written.text().reveal();
    if (SECONDS.matcher(text).matches() && Integer.parseInt(text) <= MOST) {
      return Duration.ofSeconds(Integer.parseInt(text));
    }
    throw Problem.of(
            TlsFailure.INVALID_VALUE,
            written.origin().describe()
                + (text.isEmpty() ? " is empty" : " is " + Shown.value(text))
                + ", which is no number of seconds from 0 to "
                + MOST)
        .withRemedy(
            "Give the seconds for which the last good files may serve when a change of them cannot"
                + " be read; 0 for none.")
        .exception();
  }
}
