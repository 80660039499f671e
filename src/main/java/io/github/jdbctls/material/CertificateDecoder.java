package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Decodes the certificates among PEM blocks with the JDK's own decoder. */
final class CertificateDecoder {
  private CertificateDecoder() {}

  /**
   * The certificates in the order of the file; none if there is no such block.
   *
   * @throws ProblemException WRONG_CONTENT if a certificate cannot be decoded, or has trust
   *     settings, which would be lost
   */
  static List<X509Certificate> decode(Place place, List<PemBlock> blocks) throws ProblemException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : blocks) {
      if (block.label().equals(PemLabel.TRUSTED_CERTIFICATE)) {
        throw place
            .problem(
                TlsFailure.WRONG_CONTENT,
                "has a certificate with OpenSSL trust settings, block " + block.describe())
            .withRemedy(
                "If it may be trusted without them, convert it: openssl x509 -clrtrust -in "
                    + place.name()
                    + " -out "
                    + place.name()
                    + ".pem")
            .exception();
      }
      if (PemLabel.CERTIFICATES.contains(block.label())) {
        certificates.add(decode(place, block));
      }
    }
    return List.copyOf(certificates);
  }

  private static X509Certificate decode(Place place, PemBlock block) throws ProblemException {
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(block.content());
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      if (in.available() > 0) {
        throw new CertificateException("bytes after the end of the certificate");
      }
      return certificate;
    } catch (CertificateException | RuntimeException e) {
      throw place
          .problem(
              TlsFailure.WRONG_CONTENT,
              "has a certificate that cannot be decoded, block " + block.describe())
          .withRemedy("Write the certificate again, from where it was issued.")
          .withCause(e)
          .exception();
    }
  }
}
