package io.github.jdbctls.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
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
   * @throws CertificateException if it cannot be decoded
   */
  static List<X509Certificate> decode(byte[] bytes) throws CertificateException {
    try {
      BerFrame.requireFewLevels(bytes);
    } catch (IOException e) {
      throw new CertificateException("no PKCS#7 bundle", e);
    }
    return isDer(bytes) ? byJdk(bytes) : byBouncyCastle(bytes);
  }

  private static boolean isDer(byte[] bytes) {
    try {
      Der signedData = Der.of(bytes).child(1).child(0);
      return !signedData.children().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<X509Certificate> byJdk(byte[] bytes) throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      certificates.add((X509Certificate) certificate);
    }
    return certificates;
  }

  private static List<X509Certificate> byBouncyCastle(byte[] bytes) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (X509CertificateHolder holder :
          new CMSSignedData(bytes).getCertificates().getMatches(null)) {
        certificates.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
      }
    } catch (CMSException | IOException e) {
      throw new CertificateException("no PKCS#7 bundle", e);
    }
    return certificates;
  }
}
