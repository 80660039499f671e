package io.github.jdbctls.material;

import java.util.Map;
import java.util.Set;

/** The labels of PEM blocks that mean something here (RFC 7468 and OpenSSL's older ones). */
final class PemLabel {
  /** Plain X.509 certificates. */
  static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE");

  /** A certificate with OpenSSL's trust settings behind it. */
  static final String TRUSTED_CERTIFICATE = "TRUSTED CERTIFICATE";

  /** Everything that certificates are taken from. */
  static final Set<String> CERTIFICATE_CONTAINERS =
      Set.of(
          "CERTIFICATE",
          "X509 CERTIFICATE",
          TRUSTED_CERTIFICATE,
          "PKCS7",
          "PKCS #7 SIGNED DATA",
          "CMS");

  /** A certificate revocation list. */
  static final String REVOCATION_LIST = "X509 CRL";

  static final String PKCS8 = "PRIVATE KEY";
  static final String ENCRYPTED_PKCS8 = "ENCRYPTED PRIVATE KEY";
  static final String PKCS1 = "RSA PRIVATE KEY";
  static final String SEC1 = "EC PRIVATE KEY";

  /** The curve of the key that follows. */
  static final String EC_PARAMETERS = "EC PARAMETERS";

  private static final Map<String, String> ALONE =
      Map.ofEntries(
          Map.entry("CERTIFICATE", "a PEM certificate"),
          Map.entry("X509 CERTIFICATE", "a PEM certificate"),
          Map.entry(TRUSTED_CERTIFICATE, "a certificate with OpenSSL trust settings"),
          Map.entry("CERTIFICATE REQUEST", "a certificate signing request"),
          Map.entry("NEW CERTIFICATE REQUEST", "a certificate signing request"),
          Map.entry(REVOCATION_LIST, "a certificate revocation list"),
          Map.entry("PKCS7", "a PKCS#7 bundle"),
          Map.entry("PKCS #7 SIGNED DATA", "a PKCS#7 bundle"),
          Map.entry("CMS", "a PKCS#7 bundle"),
          Map.entry(PKCS8, "a PKCS#8 private key"),
          Map.entry(ENCRYPTED_PKCS8, "an encrypted PKCS#8 key"),
          Map.entry(PKCS1, "a PKCS#1 private key"),
          Map.entry(SEC1, "a SEC1 EC private key"),
          Map.entry("DSA PRIVATE KEY", "a DSA private key"),
          Map.entry("OPENSSH PRIVATE KEY", "an OpenSSH private key"),
          Map.entry(EC_PARAMETERS, "elliptic curve parameters"),
          Map.entry("DH PARAMETERS", "Diffie-Hellman parameters"),
          Map.entry("PUBLIC KEY", "a public key"),
          Map.entry("RSA PUBLIC KEY", "a public key"),
          Map.entry("PGP PUBLIC KEY BLOCK", "a PGP public key"),
          Map.entry("PGP PRIVATE KEY BLOCK", "a PGP private key"),
          Map.entry("PGP MESSAGE", "a PGP message"),
          Map.entry("PGP SIGNATURE", "a PGP signature"));

  private PemLabel() {}

  /** What a file with this one block is. */
  static String describeAlone(String label) {
    return ALONE.getOrDefault(label, "PEM with a block of an unknown kind");
  }

  /** The label, if it is known: an unknown one could be anything, a secret too. */
  static String describe(String label) {
    return ALONE.containsKey(label) ? label : "unknown kind of block";
  }

  /** Whether the block is a private key of any kind. */
  static boolean isPrivateKey(String label) {
    return label.equals(PKCS8) || (label.endsWith(" " + PKCS8) && !isPgp(label));
  }

  /** Whether the block is armor of OpenPGP (RFC 9580, section 6.2), which is no PEM. */
  static boolean isPgp(String label) {
    return label.startsWith("PGP ");
  }
}
