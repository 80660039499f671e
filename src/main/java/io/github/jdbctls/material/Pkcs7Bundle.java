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
    Optional<List<Der>> signedData = der(bytes);
    return signedData.isPresent()
        ? byJdk(bytes, signedData.get(), budget)
        : byBouncyCastle(bytes, budget);
  }

  /** The fields of the signed data; empty if they are not in DER. */
  private static Optional<List<Der>> der(byte[] bytes) {
    try {
      List<Der> signedData = Der.of(bytes).child(1).child(0).children();
      return signedData.isEmpty() ? Optional.empty() : Optional.of(signedData);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<X509Certificate> byJdk(
      byte[] bytes, List<Der> signedData, CertificateBudget budget) throws CertificateException {
    spend(signedData, budget);
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      certificates.add((X509Certificate) certificate);
    }
    return certificates;
  }

  private static void spend(List<Der> signedData, CertificateBudget budget)
      throws CertificateException {
    try {
      for (Der field : signedData) {
        if (field.tag() == Der.CONTEXT_0) {
          for (Der certificate : field.children()) {
            budget.spend(certificate.length());
          }
        }
      }
    } catch (IOException e) {
      throw new CertificateException("no PKCS#7 bundle", e);
    }
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
