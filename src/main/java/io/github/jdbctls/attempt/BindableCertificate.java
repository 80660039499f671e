package io.github.jdbctls.attempt;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A server's certificate as a driver must see it that finds the digest for channel binding in the
 * name of the signature: one whose name says which.
 *
 * <p>All else is the certificate's own, its encoding included, which is what is bound to.
 */
final class BindableCertificate extends ForwardingCertificate {
  private static final String WITH = "with";
  private static final long serialVersionUID = 1L;

  private final String signature;

  private BindableCertificate(X509Certificate certificate, String signature) {
    super(certificate);
    this.signature = signature;
  }

  /**
   * Returns the certificate with a name of its signature that begins with this hash function; empty
   * if its own name does.
   *
   * @param hash as {@code SHA256} in {@code SHA256withRSA}
   */
  static Optional<X509Certificate> naming(String hash, X509Certificate certificate) {
    String own = certificate.getSigAlgName();
    return own.startsWith(hash + WITH)
        ? Optional.empty()
        : Optional.of(new BindableCertificate(certificate, hash + WITH + own));
  }

  @Override
  public String getSigAlgName() {
    return signature;
  }
}
