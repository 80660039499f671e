package io.github.jdbctls.attempt;

import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * Says whether a certificate has a digest by which it stands for the TLS channel ({@code
 * tls-server-end-point}): the hash function of its signature.
 *
 * <ol>
 *   <li>Signatures by RSA, DSA and ECDSA name theirs. For MD5 and SHA-1 it is SHA-256.
 *   <li>RSASSA-PSS has it in the parameters.
 *   <li>EdDSA names none. Nor does, as for libpq, a signature that OpenSSL 3.0 does not know, or
 *       whose hash it does not compute any more (MD2, MD4).
 * </ol>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5929#section-4.1">RFC 5929, 4.1</a>
 */
final class EndPointDigest {
  private static final String PKCS_1 = "1.2.840.113549.1.1.";
  private static final String ANSI_X9_62 = "1.2.840.10045.4.";

  private static final String NIST = "2.16.840.1.101.3.4.3.";

  private static final Set<String> SIGNATURES =
      Set.of(
          // RSA with MD5 and SHA-1, PSS, then SHA-256, SHA-384, SHA-512, SHA-224.
          PKCS_1 + 4,
          PKCS_1 + 5,
          PKCS_1 + 10,
          PKCS_1 + 11,
          PKCS_1 + 12,
          PKCS_1 + 13,
          PKCS_1 + 14,
          // ECDSA with SHA-1, then SHA-224 to SHA-512.
          ANSI_X9_62 + 1,
          ANSI_X9_62 + "3.1",
          ANSI_X9_62 + "3.2",
          ANSI_X9_62 + "3.3",
          ANSI_X9_62 + "3.4",
          // DSA with SHA-1, SHA-224 and SHA-256.
          "1.2.840.10040.4.3",
          NIST + 1,
          NIST + 2,
          // RSA with SHA3-224 to SHA3-512.
          NIST + 13,
          NIST + 14,
          NIST + 15,
          NIST + 16);

  private EndPointDigest() {}

  static boolean exists(X509Certificate certificate) {
    return SIGNATURES.contains(certificate.getSigAlgOID());
  }
}
