package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Locale;

/** Checks {@code gssencmode}: GSS encryption would run before TLS and in its place. */
final class GssEncryption {
  private GssEncryption() {}

  static void check(AgreedValues values) throws ProblemException {
    if (values.has(Parameter.GSSENCMODE)) {
      values.read(Parameter.GSSENCMODE, GssEncryption::read);
    }
  }

  /** Both values that are accepted mean the same here: never. */
  private static boolean read(Written written) throws ProblemException {
    String text = written.text().reveal().toLowerCase(Locale.ROOT);
    if (Parameter.GSSENCMODE.choices().contains(text)) {
      return false;
    }
    boolean required = text.equals("require");
    throw Problem.of(
            required ? TlsFailure.UNSUPPORTED_PARAMETER : TlsFailure.INVALID_VALUE,
            written.origin().describe()
                + " is "
                + Shown.value(text)
                + ", but GSS encryption is never used in place of TLS")
        .withRemedy("Use gssencmode=disable, or remove it.")
        .exception();
  }
}
