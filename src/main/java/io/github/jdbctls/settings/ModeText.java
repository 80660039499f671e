package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the mode.
 *
 * <ol>
 *   <li>{@code sslmode}, or its old form {@code requiressl}, in the URL or the properties,
 *   <li>else {@code PGSSLMODE},
 *   <li>else {@code PGREQUIRESSL}, whose 1 means {@code require},
 *   <li>else {@code verify-full}.
 * </ol>
 */
final class ModeText {
  private static final SslMode DEFAULT = SslMode.VERIFY_FULL;

  private ModeText() {}

  /** Returns the mode; adds a warning if the environment has weakened it. */
  static Setting<SslMode> read(AgreedValues values, LibpqVariables variables, List<String> warnings)
      throws ProblemException {
    Setting<SslMode> mode = read(values, variables);
    if (mode.origin().kind() == Origin.Kind.ENVIRONMENT && mode.value().isWeakerThan(DEFAULT)) {
      warnings.add(
          "sslmode "
              + mode.value().parameterValue()
              + " comes from "
              + mode.origin().describe()
              + " and is weaker than "
              + DEFAULT.parameterValue());
    }
    return mode;
  }

  private static Setting<SslMode> read(AgreedValues values, LibpqVariables variables)
      throws ProblemException {
    if (values.has(Parameter.SSLMODE)) {
      return values.read(Parameter.SSLMODE, ModeText::parse);
    }
    Optional<Written> oldForm = variables.requireSsl();
    return oldForm.isPresent()
        ? new Setting<>(SslMode.REQUIRE, oldForm.get().origin())
        : Setting.byDefault(Parameter.SSLMODE, DEFAULT);
  }

  /** Returns the value of {@code sslmode} that {@code requiressl} stands for, as in libpq. */
  static Written ofOldForm(Written old) throws ProblemException {
    boolean required = ChoiceText.choice(Parameter.REQUIRESSL, old).equals("1");
    SslMode mode = required ? SslMode.REQUIRE : SslMode.PREFER;
    return new Written(old.origin(), Secret.of(mode.parameterValue()));
  }

  private static SslMode parse(Written written) throws ProblemException {
    String text = written.text().reveal();
    Optional<SslMode> mode = SslMode.parse(text);
    if (mode.isEmpty()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              written.origin().describe()
                  + (text.isEmpty() ? " is empty" : " is " + Shown.value(text))
                  + ", which is no mode")
          .withRemedy("Use one of " + String.join(", ", SslMode.parameterValues()) + ".")
          .exception();
    }
    return mode.get();
  }
}
