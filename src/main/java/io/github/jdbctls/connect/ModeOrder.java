package io.github.jdbctls.connect;

import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.TlsSettings;
import java.util.function.Function;

/**
 * The transports of a mode, in their order.
 *
 * <ol>
 *   <li>{@code allow}: plain text, then TLS if the server refused the plain login.
 *   <li>{@code prefer}: TLS, then plain text if the server has no TLS, or refused the login over
 *       it. Never after a time-out, or a failure of handshake, certificate, file or key; nor with
 *       {@code sslcertmode=require}, which plain text cannot meet.
 *   <li>All other modes have one transport.
 * </ol>
 */
final class ModeOrder {
  private ModeOrder() {}

  static Outcome open(TlsSettings settings, Function<Transport, Outcome> trial) {
    return switch (settings.mode().value()) {
      case DISABLE -> trial.apply(Transport.PLAIN);
      case ALLOW -> {
        Outcome plain = trial.apply(Transport.PLAIN);
        yield plain instanceof Outcome.Failed failed && failed.setback() == Setback.LOGIN_REFUSED
            ? second(failed, trial.apply(Transport.TLS))
            : plain;
      }
      case PREFER -> {
        Outcome tls = trial.apply(Transport.TLS);
        yield tls instanceof Outcome.Failed failed
                && failed.allowsPlainText()
                && settings.certificateMode() != ClientCertificateMode.REQUIRE
            ? second(failed, trial.apply(Transport.PLAIN))
            : tls;
      }
      case REQUIRE, VERIFY_CA, VERIFY_FULL -> trial.apply(Transport.TLS);
    };
  }

  /** The outcome of the second transport, which tells of the first if it failed too. */
  private static Outcome second(Outcome.Failed first, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed && failed.exception() != first.exception()) {
      failed.exception().addSuppressed(first.exception());
    }
    return outcome;
  }
}
