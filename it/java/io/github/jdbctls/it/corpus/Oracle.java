package io.github.jdbctls.it.corpus;

import io.github.jdbctls.TlsFailure;
import java.util.Optional;

/** Says of a cell what a connect with it must end with, by the rules about keys. */
final class Oracle {
  private Oracle() {}

  /**
   * The failure; empty if it connects.
   *
   * <ol>
   *   <li>A certificate whose public key the JDK does not decode, since its curve has no name; of a
   *       bundle it is only known that one of its certificates cannot be decoded.
   *   <li>An encryption that nobody here has: the key is not seen at all.
   *   <li>A key that TLS does not have, or that OpenSSL's security level 2 does not load.
   *   <li>All else connects.
   * </ol>
   */
  static Optional<TlsFailure> refusal(Cell cell) {
    if (cell.key() == ClientKey.EXPLICIT_CURVE) {
      boolean inBundle =
          cell.container() == Container.CHAIN_PKCS7
              || cell.container() == Container.CHAIN_PKCS7_ISSUER_FIRST;
      return Optional.of(inBundle ? TlsFailure.WRONG_CONTENT : TlsFailure.KEY_UNSUPPORTED);
    }
    return cell.scheme().isRefused()
        ? Optional.of(TlsFailure.KEY_UNSUPPORTED)
        : cell.key().refusal();
  }
}
