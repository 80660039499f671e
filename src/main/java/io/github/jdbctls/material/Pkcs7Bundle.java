package io.github.jdbctls.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/**
 * The certificates of a PKCS#7 bundle (RFC 5652, section 5.1), in no particular order. The JDK
 * reads what is in DER; BouncyCastle what is in BER with indefinite lengths, as some tools on
 * Windows and in Java write it. Nothing that the bundle may sign is looked at.
 */
final class Pkcs7Bundle {
  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";

  private Pkcs7Bundle() {}

  /**
   * Reads the certificates; none if the bundle has only revocation lists.
   *
   * @throws CertificateExcessException if it has more or larger ones than the budget allows
   * @throws CertificateException if it cannot be decoded
   */
  static List<X509Certificate> decode(byte[] bytes, CertificateBudget budget)
      throws CertificateException {
    try {
      BerFrame.requireFewLevels(bytes);
    } catch (IOException e) {
      throw new CertificateException("no PKCS#7 bundle", e);
    }
    Optional<List<Der>> certificates = certificates(bytes);
    return certificates.isPresent()
        ? byJdk(bytes, certificates.get(), budget)
        : byBouncyCastle(bytes, budget);
  }

  /**
   * The certificates of signed data in DER, as the JDK finds them; empty for anything else, in
   * which the JDK may find certificates that were not counted.
   */
  private static Optional<List<Der>> certificates(byte[] bytes) {
    try {
      Der bundle = Der.of(bytes);
      if (bundle.tag() != Der.SEQUENCE || !bundle.child(0).objectIdentifier().equals(SIGNED_DATA)) {
        return Optional.empty();
      }
      List<Der> certificates = new ArrayList<>();
      for (Der field : bundle.child(1).child(0).children()) {
        if (field.tag() == Der.CONTEXT_0) {
          certificates.addAll(field.children());
        }
      }
      return Optional.of(certificates);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<X509Certificate> byJdk(
      byte[] bytes, List<Der> found, CertificateBudget budget) throws CertificateException {
    for (Der certificate : found) {
      budget.spend(certificate.length());
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      certificates.add((X509Certificate) certificate);
    }
    return certificates;
  }

  private static List<X509Certificate> byBouncyCastle(byte[] bytes, CertificateBudget budget)
      throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (X509CertificateHolder holder :
          new CMSSignedData(bytes).getCertificates().getMatches(null)) {
        byte[] encoded = holder.getEncoded();
        budget.spend(encoded.length);
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
      }
    } catch (CMSException | IOException e) {
      throw new CertificateException("no PKCS#7 bundle", e);
    }
    return certificates;
  }
}
