package io.github.jdbctls.it.matrix;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.matrix.Cell.ClientCertificate;
import io.github.jdbctls.it.matrix.Cell.Root;
import io.github.jdbctls.it.matrix.Outcome.Encrypted;
import io.github.jdbctls.it.matrix.Outcome.Plain;
import io.github.jdbctls.it.matrix.Outcome.Proven;
import io.github.jdbctls.it.matrix.Outcome.Refused;
import io.github.jdbctls.it.matrix.Outcome.RefusedByServer;

/**
 * Says of a cell what must become of it, by the meaning of the modes.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq, SSL Support</a>
 */
final class Oracle {
  private static final Outcome PLAIN = new Plain();
  private static final Outcome LOGIN_REFUSED = new RefusedByServer("28");
  private static final Outcome NO_TLS = new Refused(TlsFailure.SERVER_HAS_NO_TLS);

  private Oracle() {}

  static Outcome expected(Cell cell) {
    return switch (cell.mode()) {
      case DISABLE -> inPlainText(cell);
      case ALLOW -> inPlainText(cell).equals(LOGIN_REFUSED) ? overTls(cell) : inPlainText(cell);
      case PREFER -> {
        Outcome overTls = overTls(cell);
        yield overTls.equals(NO_TLS) || overTls.equals(LOGIN_REFUSED) ? inPlainText(cell) : overTls;
      }
      case REQUIRE, VERIFY_FULL -> overTls(cell);
      case VERIFY_CA ->
          cell.root() == Root.NONE ? new Refused(TlsFailure.ROOT_MISSING) : overTls(cell);
    };
  }

  private static Outcome inPlainText(Cell cell) {
    return cell.server().takesPlainLogin() ? PLAIN : LOGIN_REFUSED;
  }

  /**
   * The first that applies: the server shows what it has before it sees our certificate, and a
   * certificate without a trusted issuer says nothing, be it of dates or of names.
   */
  private static Outcome overTls(Cell cell) {
    ServerKind server = cell.server();
    Proven demanded = demanded(cell);
    if (!server.hasTls()) {
      return NO_TLS;
    }
    if (demanded != Proven.NOTHING && !isIssuerTrusted(cell)) {
      return new Refused(TlsFailure.UNTRUSTED_CHAIN);
    }
    if (demanded != Proven.NOTHING && server == ServerKind.EXPIRED) {
      return new Refused(TlsFailure.CERTIFICATE_EXPIRED);
    }
    if (demanded == Proven.CHAIN_AND_NAME && server == ServerKind.WRONG_NAME) {
      return new Refused(TlsFailure.WRONG_NAME);
    }
    if (server.asksForCertificate() && cell.certificate() == ClientCertificate.OF_ANOTHER_CA) {
      return new Refused(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
    }
    if (server.demandsCertificate() && cell.certificate() == ClientCertificate.NONE) {
      return LOGIN_REFUSED;
    }
    return new Encrypted(
        demanded, server.asksForCertificate() && cell.certificate() == ClientCertificate.RIGHT);
  }

  /** A root file turns verification on in every mode; without one verify-full asks the JVM's. */
  private static Proven demanded(Cell cell) {
    if (cell.mode() == SslMode.VERIFY_FULL) {
      return Proven.CHAIN_AND_NAME;
    }
    return cell.root() == Root.NONE ? Proven.NOTHING : Proven.CHAIN;
  }

  /** The JVM's own roots have issued none of these servers' certificates. */
  private static boolean isIssuerTrusted(Cell cell) {
    return cell.root() == Root.RIGHT && cell.server() != ServerKind.UNKNOWN_CA;
  }
}
