package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.io.IOException;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether keys and signatures of a path are strong enough: OpenSSL's security level 2 and the JVM's
 * own rules.
 *
 * <ol>
 *   <li>Every key, the anchor's included: RSA of 2048 bits or more, EC of 224 or more, Ed25519 or
 *       Ed448.
 *   <li>Every signature below the anchor is one of those listed here: none with MD5 or SHA-1. The
 *       anchor's signature on itself proves nothing and does not count.
 *   <li>The JVM's constraints for TLS ({@code jdk.tls.disabledAlgorithms} and {@code
 *       jdk.certpath.disabledAlgorithms}) permit every key and every signature below the anchor.
 * </ol>
 *
 * <p>Of the client's own chain, which OpenSSL does not load otherwise, the first two hold, whoever
 * the server is; there a self-signed certificate is what the anchor is here.
 */
public final class Strength {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int LEAST_EC_BITS = 224;
  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  private static final Set<String> DIGESTS =
      Set.of(
          "SHA-224",
          "SHA-256",
          "SHA-384",
          "SHA-512",
          "SHA-512/224",
          "SHA-512/256",
          "SHA3-224",
          "SHA3-256",
          "SHA3-384",
          "SHA3-512");

  /**
   * SHA-2 with RSA and ECDSA, SHA-3 with RSA, Ed25519, Ed448: those that OpenSSL 3.0 verifies, so
   * neither ECDSA with SHA-3 nor RSA with a shortened SHA-512.
   */
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11",
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.2.840.113549.1.1.14",
          "1.2.840.10045.4.3.1",
          "1.2.840.10045.4.3.2",
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4",
          "2.16.840.1.101.3.4.3.13",
          "2.16.840.1.101.3.4.3.14",
          "2.16.840.1.101.3.4.3.15",
          "2.16.840.1.101.3.4.3.16",
          "1.3.101.112",
          "1.3.101.113");

  private Strength() {}

  /**
   * The first weakness of the path.
   *
   * @param path leaf first, anchor last
   * @param jvm the JVM's constraints; null where its provider has none
   */
  static Optional<Problem> refusal(List<X509Certificate> path, @Nullable AlgorithmConstraints jvm) {
    for (X509Certificate certificate : path) {
      Optional<String> weakness = keyWeakness(certificate.getPublicKey(), jvm);
      if (weakness.isPresent()) {
        return weak(certificate, weakness.get());
      }
    }
    for (int i = 0; i < path.size() - 1; i++) {
      X509Certificate certificate = path.get(i);
      Optional<String> weakness =
          signatureWeakness(certificate, path.get(i + 1).getPublicKey(), jvm);
      if (weakness.isPresent()) {
        return weak(certificate, weakness.get());
      }
    }
    return Optional.empty();
  }

  /**
   * The first weakness of the client's own chain.
   *
   * @param chain leaf first
   * @return empty if it is strong enough
   */
  public static Optional<Problem> refusalOfClient(List<X509Certificate> chain) {
    for (X509Certificate certificate : chain) {
      Optional<String> weakness = keyWeakness(certificate.getPublicKey(), null);
      if (weakness.isPresent()) {
        return weak(certificate, weakness.get());
      }
      boolean selfSigned =
          certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
      if (!selfSigned && !isStrongSignature(certificate)) {
        return weak(certificate, weakSignature(certificate));
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> weak(X509Certificate certificate, String weakness) {
    return Optional.of(
        Problem.of(
            TlsFailure.WEAK_CERTIFICATE,
            PrintableText.certificate(certificate) + " has " + weakness));
  }

  private static Optional<String> keyWeakness(PublicKey key, @Nullable AlgorithmConstraints jvm) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < LEAST_RSA_BITS) {
        return Optional.of("an RSA key of " + bits + " bits");
      }
    } else if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      if (bits < LEAST_EC_BITS) {
        return Optional.of("an EC key of " + bits + " bits");
      }
    } else if (!(key instanceof EdECPublicKey)) {
      return Optional.of("a key of a kind that is not accepted, " + key.getAlgorithm());
    }
    if (jvm != null && !jvm.permits(EnumSet.of(CryptoPrimitive.SIGNATURE), key)) {
      return Optional.of("a key that this JVM has disabled (jdk.tls.disabledAlgorithms)");
    }
    return Optional.empty();
  }

  private static Optional<String> signatureWeakness(
      X509Certificate certificate, PublicKey issuer, @Nullable AlgorithmConstraints jvm) {
    if (!isStrongSignature(certificate)) {
      return Optional.of(weakSignature(certificate));
    }
    if (jvm != null
        && !jvm.permits(
            EnumSet.of(CryptoPrimitive.SIGNATURE),
            certificate.getSigAlgName(),
            issuer,
            pssParameters(certificate.getSigAlgOID(), certificate.getSigAlgParams()))) {
      return Optional.of(
          "a signature that this JVM has disabled (jdk.tls.disabledAlgorithms), "
              + PrintableText.of(certificate.getSigAlgName()));
    }
    return Optional.empty();
  }

  private static String weakSignature(X509Certificate certificate) {
    return "a weak signature, " + PrintableText.of(certificate.getSigAlgName());
  }

  /** Whether the certificate's own signature is one that is accepted below an anchor. */
  static boolean isStrongSignature(X509Certificate certificate) {
    return isStrongSignature(certificate.getSigAlgOID(), certificate.getSigAlgParams());
  }

  private static boolean isStrongSignature(String algorithm, byte @Nullable [] encoded) {
    if (!algorithm.equals(RSASSA_PSS)) {
      return SIGNATURES.contains(algorithm);
    }
    AlgorithmParameters parameters = pssParameters(algorithm, encoded);
    return parameters != null && hasStrongDigests(parameters);
  }

  private static @Nullable AlgorithmParameters pssParameters(
      String algorithm, byte @Nullable [] encoded) {
    if (encoded == null || !algorithm.equals(RSASSA_PSS)) {
      return null;
    }
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(encoded);
      return parameters;
    } catch (GeneralSecurityException | IOException e) {
      return null;
    }
  }

  private static boolean hasStrongDigests(AlgorithmParameters parameters) {
    try {
      PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
      return DIGESTS.contains(pss.getDigestAlgorithm())
          && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
          && DIGESTS.contains(mask.getDigestAlgorithm());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
