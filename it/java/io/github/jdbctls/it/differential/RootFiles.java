package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.CertificateContainer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Unusual forms of certificates in files. */
final class RootFiles {
  /** A block of which the content is no certificate. */
  static final String BROKEN = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";

  private RootFiles() {}

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate in a container that libpq does not read. */
  static byte[] in(CertificateContainer container, X509Certificate certificate) {
    try {
      return container.bytes(List.of(certificate));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
