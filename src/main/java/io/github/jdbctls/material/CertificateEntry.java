package io.github.jdbctls.material;

import java.security.cert.X509Certificate;

/**
 * A certificate of a source. Immutable.
 *
 * @param certificate the certificate
 * @param rejected whether the source says itself that it is not for a server's chain, see {@link
 *     TrustSettings}
 */
record CertificateEntry(X509Certificate certificate, boolean rejected) {
  /** A certificate of which nothing is said. */
  CertificateEntry(X509Certificate certificate) {
    this(certificate, false);
  }
}
