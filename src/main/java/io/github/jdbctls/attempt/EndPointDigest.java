package io.github.jdbctls.attempt;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the digest by which a certificate stands for the TLS channel ({@code
 * tls-server-end-point}): the hash function of its signature.
 *
 * <ol>
 *   <li>Signatures by RSA, DSA and ECDSA name theirs. For MD5 and SHA-1 it is SHA-256.
 *   <li>RSASSA-PSS has it in the parameters.
 *   <li>EdDSA names none. Nor does, as for libpq, a signature that OpenSSL 3.0 does not know, or
 *       whose hash it does not compute any more (MD2, MD4), or whose parameters nobody can read.
 * </ol>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5929#section-4.1">RFC 5929, 4.1</a>
 */
final class EndPointDigest {
  private static final String SHA_1 = "SHA1";
  private static final String SHA_224 = "SHA224";
  private static final String SHA_256 = "SHA256";
  private static final String SHA_384 = "SHA384";
  private static final String SHA_512 = "SHA512";
  private static final String SHA3_224 = "SHA3-224";
  private static final String SHA3_256 = "SHA3-256";
  private static final String SHA3_384 = "SHA3-384";
  private static final String SHA3_512 = "SHA3-512";

  private static final String PKCS_1 = "1.2.840.113549.1.1.";
  private static final String RSASSA_PSS = PKCS_1 + 10;
  private static final String ANSI_X9_62 = "1.2.840.10045.4.";
  private static final String NIST = "2.16.840.1.101.3.4.3.";

  private static final Map<String, String> HASHES =
      Map.ofEntries(
          // RSA.
          Map.entry(PKCS_1 + 4, "MD5"),
          Map.entry(PKCS_1 + 5, SHA_1),
          Map.entry(PKCS_1 + 11, SHA_256),
          Map.entry(PKCS_1 + 12, SHA_384),
          Map.entry(PKCS_1 + 13, SHA_512),
          Map.entry(PKCS_1 + 14, SHA_224),
          Map.entry(NIST + 13, SHA3_224),
          Map.entry(NIST + 14, SHA3_256),
          Map.entry(NIST + 15, SHA3_384),
          Map.entry(NIST + 16, SHA3_512),
          // ECDSA.
          Map.entry(ANSI_X9_62 + 1, SHA_1),
          Map.entry(ANSI_X9_62 + "3.1", SHA_224),
          Map.entry(ANSI_X9_62 + "3.2", SHA_256),
          Map.entry(ANSI_X9_62 + "3.3", SHA_384),
          Map.entry(ANSI_X9_62 + "3.4", SHA_512),
          // DSA.
          Map.entry("1.2.840.10040.4.3", SHA_1),
          Map.entry(NIST + 1, SHA_224),
          Map.entry(NIST + 2, SHA_256));

  /** Those that RSASSA-PSS may name, as the names of signatures spell them. */
  private static final Set<String> OF_PARAMETERS =
      Set.of(
          SHA_1,
          SHA_224,
          SHA_256,
          SHA_384,
          SHA_512,
          "SHA512/224",
          "SHA512/256",
          SHA3_224,
          SHA3_256,
          SHA3_384,
          SHA3_512);

  private EndPointDigest() {}

  /**
   * Returns the hash function of the signature, as names of signatures spell it: {@code SHA256} of
   * {@code SHA256withRSA}.
   *
   * @return empty if nothing can be bound to the certificate
   */
  static Optional<String> hash(X509Certificate certificate) {
    return certificate.getSigAlgOID().equals(RSASSA_PSS)
        ? hashOfParameters(certificate)
        : Optional.ofNullable(HASHES.get(certificate.getSigAlgOID()));
  }

  private static Optional<String> hashOfParameters(X509Certificate certificate) {
    byte[] encoded = certificate.getSigAlgParams();
    if (encoded == null) {
      return Optional.empty();
    }
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(encoded);
      String digest = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
      return Optional.of(digest.replace("SHA-", "SHA")).filter(OF_PARAMETERS::contains);
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }
}
