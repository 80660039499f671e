package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a parameter that takes one of a few values, in lower case as for libpq. An empty value is
 * none of them.
 */
final class ChoiceText {
  private static final String ENFORCE = "enforce";

  private ChoiceText() {}

  /** Whether a client certificate is sent. */
  static Setting<ClientCertificateMode> certificateMode(AgreedValues values)
      throws ProblemException {
    Parameter parameter = Parameter.SSLCERTMODE;
    return values.has(parameter)
        ? read(values, parameter, ClientCertificateMode::parse)
        : Setting.byDefault(parameter, ClientCertificateMode.ALLOW);
  }

  /** How TLS begins. */
  static Setting<SslNegotiation> negotiation(AgreedValues values) throws ProblemException {
    Parameter parameter = Parameter.SSLNEGOTIATION;
    return values.has(parameter)
        ? read(values, parameter, SslNegotiation::parse)
        : Setting.byDefault(parameter, SslNegotiation.POSTGRES);
  }

  /** Whether the server name is sent. */
  static boolean sendsServerName(AgreedValues values) throws ProblemException {
    return isDefault(values, Parameter.SSLSNI, "1");
  }

  /** Whether a key file that others can read is an error. */
  static boolean enforcesKeyPermissions(AgreedValues values) throws ProblemException {
    return isDefault(values, Parameter.SSLKEYPERMISSIONS, ENFORCE);
  }

  /** Reads one of the parameter's choices, from any place. */
  static String choice(Parameter parameter, Written written) throws ProblemException {
    return parse(parameter, text -> choice(parameter, text), written);
  }

  private static Optional<String> choice(Parameter parameter, String text) {
    return parameter.choices().contains(text) ? Optional.of(text) : Optional.empty();
  }

  /** Whether a parameter has its default, by name or because it stands nowhere. */
  private static boolean isDefault(AgreedValues values, Parameter parameter, String byDefault)
      throws ProblemException {
    return !values.has(parameter)
        || read(values, parameter, text -> choice(parameter, text)).value().equals(byDefault);
  }

  private static <T> Setting<T> read(
      AgreedValues values, Parameter parameter, Function<String, Optional<T>> parser)
      throws ProblemException {
    return values.read(parameter, written -> parse(parameter, parser, written));
  }

  private static <T> T parse(
      Parameter parameter, Function<String, Optional<T>> parser, Written written)
      throws ProblemException {
    String text = written.text().reveal();
    Optional<T> choice = parser.apply(text);
    if (choice.isEmpty()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              written.origin().describe()
                  + (text.isEmpty() ? " is empty" : " is " + Shown.value(text))
                  + ", which "
                  + parameter.key()
                  + " does not take")
          .withRemedy("Use one of " + String.join(", ", parameter.choices()) + ".")
          .exception();
    }
    return choice.get();
  }
}
