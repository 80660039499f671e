package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.util.io.pem.PemObject;

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

  /** OpenSSL's form of a certificate with trust settings, here without any. */
  static String trusted(X509Certificate certificate) {
    try {
      return TestCertificate.write(new PemObject("TRUSTED CERTIFICATE", der(certificate)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
