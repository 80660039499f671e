package io.github.jdbctls.pki;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.util.io.pem.PemObject;

/** What certificates are handed out in. */
public enum CertificateContainer {
  PEM,
  /** After a Windows editor. */
  PEM_WITH_MARK_AND_CRLF,
  PEM_IN_UTF16,
  PEM_IN_ONE_LINE,
  PEM_WITH_ESCAPED_LINES,
  PEM_WITH_BAG_ATTRIBUTES,
  PEM_WITH_OLD_LABEL,
  PEM_WITH_TRUSTED_LABEL,
  /** One after the other. */
  DER,
  PKCS7_DER,
  /** With indefinite lengths. */
  PKCS7_BER,
  PKCS7_PEM,
  CMS_PEM;

  /** The certificates in this container, which keeps their order if it has one. */
  public byte[] bytes(List<X509Certificate> certificates) throws Exception {
    String pem = TestCertificate.pem(certificates);
    return switch (this) {
      case PEM -> text(pem);
      case PEM_WITH_MARK_AND_CRLF -> text("\uFEFF" + pem.replace("\n", "\r\n"));
      case PEM_IN_UTF16 -> pem.getBytes(StandardCharsets.UTF_16);
      case PEM_IN_ONE_LINE -> text(pem.replace("\n", " "));
      case PEM_WITH_ESCAPED_LINES -> text(pem.replace("\n", "\\n"));
      case PEM_WITH_BAG_ATTRIBUTES -> text(pem.replace("-----BEGIN", bag() + "-----BEGIN") + bag());
      case PEM_WITH_OLD_LABEL -> text(pem.replace(" CERTIFICATE", " X509 CERTIFICATE"));
      case PEM_WITH_TRUSTED_LABEL -> text(pem.replace(" CERTIFICATE", " TRUSTED CERTIFICATE"));
      case DER -> der(certificates);
      case PKCS7_DER -> bundle(certificates, ASN1Encoding.DER);
      case PKCS7_BER -> bundle(certificates, ASN1Encoding.BER);
      case PKCS7_PEM -> labelled("PKCS7", certificates);
      case CMS_PEM -> labelled("CMS", certificates);
    };
  }

  private static String bag() {
    return """
        Bag Attributes
            friendlyName: grüße
            localKeyID: 54 69 6D 65
        subject=CN = a
        issuer=CN = b
        """;
  }

  private static byte[] labelled(String label, List<X509Certificate> certificates)
      throws Exception {
    return text(
        TestCertificate.write(new PemObject(label, bundle(certificates, ASN1Encoding.DER))));
  }

  private static byte[] bundle(List<X509Certificate> certificates, String encoding)
      throws Exception {
    CMSSignedDataGenerator bundle = new CMSSignedDataGenerator();
    bundle.addCertificates(new JcaCertStore(certificates));
    return bundle.generate(new CMSAbsentContent()).toASN1Structure().getEncoded(encoding);
  }

  private static byte[] der(List<X509Certificate> certificates) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (X509Certificate certificate : certificates) {
      out.write(certificate.getEncoded());
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
