package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificateBuilder;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Optional;

/** Another signature on the certificate. */
enum SignatureTwist implements CertificateTwist {
  MD5("MD5", true),
  SHA1("SHA1", false),
  SHA224("SHA224", false),
  SHA384("SHA384", false),
  SHA512("SHA512", false),
  PSS_SHA1("SHA1withRSAandMGF1", true),
  PSS_SHA256("SHA256withRSAandMGF1", true),
  PSS_SHA512("SHA512withRSAandMGF1", true);

  /** Twice the hash, and two bytes more. */
  private static final int LEAST_FOR_PSS_SHA512 = 2 * 512 + 2 * 8 + 1;

  private final String algorithm;
  private final boolean rsaOnly;

  SignatureTwist(String algorithm, boolean rsaOnly) {
    this.algorithm = algorithm;
    this.rsaOnly = rsaOnly;
  }

  /** Whether only an RSA key makes such a signature. */
  boolean isRsaOnly() {
    return rsaOnly;
  }

  /** The signature that this issuer's key makes; empty if it makes but its own. */
  Optional<String> by(PrivateKey issuer) {
    if (this == PSS_SHA512
        && issuer instanceof RSAPrivateKey rsa
        && rsa.getModulus().bitLength() < LEAST_FOR_PSS_SHA512) {
      return Optional.empty();
    }
    boolean pss = algorithm.endsWith("MGF1");
    return switch (issuer.getAlgorithm()) {
      case "RSA" -> Optional.of(pss ? algorithm : algorithm + "withRSA");
      case "EC" -> rsaOnly ? Optional.empty() : Optional.of(algorithm + "withECDSA");
      default -> Optional.empty();
    };
  }

  /** Nothing: it takes the issuer to sign. */
  @Override
  public void apply(TestCertificateBuilder certificate) {}

  @Override
  public Bearer bearer() {
    return Bearer.ANY;
  }
}
