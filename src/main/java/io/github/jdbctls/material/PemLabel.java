package io.github.jdbctls.material;

import io.github.jdbctls.material.Content.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The labels of PEM blocks that mean something here (RFC 7468 and OpenSSL's older ones). */
final class PemLabel {
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

  /** What a block of a label is, and what a file with it alone is called. */
  private record Meaning(Kind kind, String description) {}

  private static final Map<String, Meaning> KNOWN =
      Map.ofEntries(
          known("CERTIFICATE", Kind.DER_CERTIFICATE, "a PEM certificate"),
          known("X509 CERTIFICATE", Kind.DER_CERTIFICATE, "a PEM certificate"),
          known(
              TRUSTED_CERTIFICATE,
              Kind.DER_CERTIFICATE,
              "a certificate with OpenSSL trust settings"),
          known("CERTIFICATE REQUEST", Kind.CERTIFICATE_REQUEST),
          known("NEW CERTIFICATE REQUEST", Kind.CERTIFICATE_REQUEST),
          known(REVOCATION_LIST, Kind.REVOCATION_LIST),
          known("PKCS7", Kind.PKCS7),
          known("PKCS #7 SIGNED DATA", Kind.PKCS7),
          known("CMS", Kind.PKCS7),
          known(PKCS8, Kind.PKCS8),
          known(ENCRYPTED_PKCS8, Kind.ENCRYPTED_PKCS8),
          known(PKCS1, Kind.PKCS1),
          known(SEC1, Kind.SEC1),
          known("DSA PRIVATE KEY", Kind.DSA_KEY),
          known("OPENSSH PRIVATE KEY", Kind.OPENSSH_KEY),
          known(EC_PARAMETERS, Kind.PARAMETERS, "elliptic curve parameters"),
          known("DH PARAMETERS", Kind.PARAMETERS, "Diffie-Hellman parameters"),
          known("DSA PARAMETERS", Kind.PARAMETERS, "DSA parameters"),
          known("PUBLIC KEY", Kind.PUBLIC_KEY),
          known("RSA PUBLIC KEY", Kind.PUBLIC_KEY),
          known("SSH2 PUBLIC KEY", Kind.SSH_PUBLIC_KEY),
          known("PGP PUBLIC KEY BLOCK", Kind.PGP, "a PGP public key"),
          known("PGP PRIVATE KEY BLOCK", Kind.PGP, "a PGP private key"),
          known("PGP MESSAGE", Kind.PGP, "a PGP message"),
          known("PGP SIGNATURE", Kind.PGP, "a PGP signature"));

  private static Map.Entry<String, Meaning> known(String label, Kind kind) {
    return known(label, kind, kind.description());
  }

  private static Map.Entry<String, Meaning> known(String label, Kind kind, String description) {
    return Map.entry(label, new Meaning(kind, description));
  }

  private PemLabel() {}

  /** What a file with this one block is. */
  static String describeAlone(String label) {
    Meaning meaning = KNOWN.get(label);
    return meaning == null ? "PEM with a block of an unknown kind" : meaning.description();
  }

  /** What the block holds, if the label is known. */
  static Optional<Kind> kind(String label) {
    Meaning meaning = KNOWN.get(label);
    return meaning == null ? Optional.empty() : Optional.of(meaning.kind());
  }

  /** The label, if it is known: an unknown one could be anything, a secret too. */
  static String describe(String label) {
    return KNOWN.containsKey(label) ? label : "unknown kind of block";
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
