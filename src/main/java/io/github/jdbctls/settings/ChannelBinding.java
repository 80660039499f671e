package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the password exchange is bound to the TLS channel: libpq's {@code channel_binding}.
 * Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, Database
 *     Connection Control Functions</a>
 */
public enum ChannelBinding {
  /** It is not bound. */
  DISABLE("disable"),
  /** It is bound where the server offers it; refused where its certificate has no digest for it. */
  PREFER("prefer"),
  /** It must be bound: a login by any other method is refused. */
  REQUIRE("require");

  private final String parameterValue;

  ChannelBinding(String parameterValue) {
    this.parameterValue = parameterValue;
  }

  /** Returns the value that the parameter has for it. */
  public String parameterValue() {
    return parameterValue;
  }

  /** Returns the values that the parameter takes. */
  public static List<String> parameterValues() {
    List<String> all = new ArrayList<>();
    for (ChannelBinding binding : values()) {
      all.add(binding.parameterValue);
    }
    return List.copyOf(all);
  }

  /** Reads a value, in lower case as libpq; an empty one is an error there too. */
  static ChannelBinding read(Written written) throws ProblemException {
    String text = written.text().reveal();
    for (ChannelBinding binding : values()) {
      if (binding.parameterValue.equals(text)) {
        return binding;
      }
    }
    throw Problem.of(
            TlsFailure.INVALID_VALUE, written.origin().describe() + " is " + Shown.value(text))
        .withRemedy("Use " + String.join(", ", parameterValues()) + ".")
        .exception();
  }
}
