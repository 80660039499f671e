package io.github.jdbctls.connect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.SslNegotiation;
import io.github.jdbctls.settings.TlsSettings;

/** Holds settings against what the database's protocol can do. */
final class ModeCheck {
  private ModeCheck() {}

  /**
   * Accepts or refuses the settings.
   *
   * <ol>
   *   <li>{@code sslnegotiation=direct} is PostgreSQL's: it is not ignored where there is no
   *       choice.
   *   <li>{@code allow} and {@code prefer} need a protocol which asks for TLS on a connection in
   *       plain text. Where TLS begins with the first byte, a port has it or has it not.
   * </ol>
   *
   * @throws ProblemException before anything is dialled
   */
  static void check(TlsSettings settings, Dialect dialect) throws ProblemException {
    SslNegotiation negotiation = settings.negotiation();
    if (negotiation == SslNegotiation.DIRECT && !dialect.isPostgresFamily()) {
      throw Problem.of(
              TlsFailure.UNSUPPORTED_PARAMETER,
              Parameter.SSLNEGOTIATION.key()
                  + " direct is for PostgreSQL; how TLS begins with "
                  + name(dialect)
                  + " is not to be chosen")
          .exception();
    }
    Setting<SslMode> mode = settings.mode();
    boolean fallsBack = mode.value() == SslMode.ALLOW || mode.value() == SslMode.PREFER;
    if (fallsBack && dialect.tlsRequest(negotiation).isDirect()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              mode.origin().describe()
                  + " sets sslmode "
                  + mode.value().parameterValue()
                  + ", but the protocol of "
                  + name(dialect)
                  + " begins with TLS: a port has it or has it not, and nothing falls back")
          .withRemedy("Use sslmode=verify-full, or sslmode=disable for a port in plain text.")
          .exception();
    }
  }

  private static String name(Dialect dialect) {
    return "\"" + dialect.subprotocols().get(0) + ":\"";
  }
}
