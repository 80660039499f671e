package io.github.jdbctls.it.libpq;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * A revocation list as a file, under the name by which OpenSSL finds it in a directory. Immutable.
 */
record RevocationList(TestCertificate authority, String pem) {
  /** The list of an authority. */
  static RevocationList of(TestCertificate authority, TestCertificate... revoked) {
    TestCrl list = TestCrl.of(authority);
    for (TestCertificate certificate : revoked) {
      list.revoking(certificate);
    }
    return new RevocationList(authority, list.pem());
  }

  /** The name by which OpenSSL finds the list in a directory. */
  String hashedName() throws IOException {
    return hash(
            X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded()))
        + ".r0";
  }

  /**
   * OpenSSL's hash of a name: SHA-1 of its RDNs in one canonical form, as a number whose lowest
   * byte comes first.
   */
  private static String hash(X500Name name) throws IOException {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      for (RDN rdn : name.getRDNs()) {
        sha1.update(canonical(rdn.getFirst()).getEncoded());
      }
      byte[] digest = sha1.digest();
      return String.format(
          Locale.ROOT, "%02x%02x%02x%02x", digest[3], digest[2], digest[1], digest[0]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DERSet canonical(AttributeTypeAndValue attribute) {
    String text = IETFUtils.valueToString(attribute.getValue());
    ASN1EncodableVector pair = new ASN1EncodableVector();
    pair.add(attribute.getType());
    pair.add(new DERUTF8String(text.toLowerCase(Locale.ROOT)));
    return new DERSet(new DERSequence(pair));
  }
}
