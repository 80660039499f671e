package io.github.jdbctls.it.contract;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.contract.Cell.Account;
import io.github.jdbctls.it.contract.Cell.ClientCertificate;
import io.github.jdbctls.it.contract.Cell.Root;
import io.github.jdbctls.it.matrix.Outcome;
import io.github.jdbctls.it.matrix.Outcome.Encrypted;
import io.github.jdbctls.it.matrix.Outcome.Plain;
import io.github.jdbctls.it.matrix.Outcome.Proven;
import io.github.jdbctls.it.matrix.Outcome.Refused;
import io.github.jdbctls.it.matrix.Outcome.RefusedByServer;

/**
 * Says of a cell what must become of it, by the meaning of the modes, which is one for all
 * databases. What a database does otherwise stands in {@link Database}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq, SSL Support</a>
 */
final class Oracle {
  private static final Outcome PLAIN = new Plain();
  private static final Outcome LOGIN_REFUSED = new RefusedByServer("28");
  private static final Outcome BROKEN = new RefusedByServer("08");
  private static final Outcome NO_TLS = new Refused(TlsFailure.SERVER_HAS_NO_TLS);
  private static final Outcome NO_SUCH_MODE = new Refused(TlsFailure.INVALID_VALUE);

  private Oracle() {}

  static Outcome expected(Cell cell) {
    boolean fixed = cell.database().beginsWithTls();
    return switch (cell.mode()) {
      case DISABLE -> inPlainText(cell);
      case ALLOW -> fixed ? NO_SUCH_MODE : allow(cell);
      case PREFER -> fixed ? NO_SUCH_MODE : prefer(cell);
      case REQUIRE, VERIFY_FULL -> overTls(cell);
      case VERIFY_CA ->
          cell.root() == Root.NONE ? new Refused(TlsFailure.ROOT_MISSING) : overTls(cell);
    };
  }

  private static Outcome allow(Cell cell) {
    Outcome inPlainText = inPlainText(cell);
    return inPlainText.equals(LOGIN_REFUSED) ? overTls(cell) : inPlainText;
  }

  private static Outcome prefer(Cell cell) {
    Outcome overTls = overTls(cell);
    return overTls.equals(NO_TLS) || overTls.equals(LOGIN_REFUSED) ? inPlainText(cell) : overTls;
  }

  private static Outcome inPlainText(Cell cell) {
    if (cell.database().beginsWithTls()) {
      return cell.server().hasTls() ? BROKEN : PLAIN;
    }
    return demandsCertificate(cell) ? LOGIN_REFUSED : PLAIN;
  }

  /**
   * The first that applies: the server shows what it has before it sees our certificate, and a
   * certificate without a trusted issuer says nothing, be it of dates or of names.
   */
  private static Outcome overTls(Cell cell) {
    Proven demanded = demanded(cell);
    if (!cell.server().hasTls()) {
      return cell.database().beginsWithTls() ? new Refused(TlsFailure.TIMEOUT) : NO_TLS;
    }
    if (demanded != Proven.NOTHING && !isIssuerTrusted(cell)) {
      return new Refused(TlsFailure.UNTRUSTED_CHAIN);
    }
    if (demanded != Proven.NOTHING && cell.server() == Identity.EXPIRED) {
      return new Refused(TlsFailure.CERTIFICATE_EXPIRED);
    }
    if (demanded == Proven.CHAIN_AND_NAME && cell.server() == Identity.WRONG_NAME) {
      return new Refused(TlsFailure.WRONG_NAME);
    }
    if (cell.certificate() == ClientCertificate.OF_ANOTHER_CA) {
      return new Refused(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
    }
    if (cell.certificate() == ClientCertificate.NONE && demandsCertificate(cell)) {
      return cell.database().beginsWithTls()
          ? new Refused(TlsFailure.CLIENT_CERTIFICATE_REFUSED)
          : LOGIN_REFUSED;
    }
    return new Encrypted(demanded, cell.certificate() == ClientCertificate.RIGHT);
  }

  private static boolean demandsCertificate(Cell cell) {
    return cell.account() == Account.BY_PASSWORD_AND_CERTIFICATE;
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
    return cell.root() == Root.RIGHT && cell.server() != Identity.UNKNOWN_CA;
  }
}
