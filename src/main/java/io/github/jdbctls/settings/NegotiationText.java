package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;

/**
 * Reads how TLS begins. A handshake that begins at once leaves no way to plain text, so that {@code
 * direct} needs {@code require} or a stronger mode, as in libpq.
 */
final class NegotiationText {
  private NegotiationText() {}

  static Setting<SslNegotiation> read(AgreedValues values, Setting<SslMode> mode)
      throws ProblemException {
    Setting<SslNegotiation> negotiation = ChoiceText.negotiation(values);
    if (negotiation.value() == SslNegotiation.DIRECT
        && mode.value().isWeakerThan(SslMode.REQUIRE)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              negotiation.origin().describe()
                  + " is direct, which needs sslmode require or a stronger one, but "
                  + mode.origin().describe()
                  + " sets "
                  + mode.value().parameterValue())
          .withRemedy("Use sslmode=verify-full, or sslnegotiation=postgres.")
          .exception();
    }
    return negotiation;
  }
}
