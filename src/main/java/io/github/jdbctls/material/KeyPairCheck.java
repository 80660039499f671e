package io.github.jdbctls.material;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a private key belongs to a public key: the one verifies what the other has signed. Works
 * for keys that do not tell their numbers, too. Thread-safe.
 */
final class KeyPairCheck {
  private KeyPairCheck() {}

  /**
   * Signs a random challenge and verifies it. Keys of two kinds never belong together.
   *
   * @throws GeneralSecurityException if the private key cannot sign in this JVM
   */
  static boolean belongTogether(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    if (!family(key.getAlgorithm()).equals(family(publicKey.getAlgorithm()))) {
      return false;
    }
    byte[] challenge = new byte[32];
    new SecureRandom().nextBytes(challenge);
    AlgorithmParameterSpec parameters = pssParameters(key, publicKey);

    Signature signer = signature(key.getAlgorithm(), parameters);
    signer.initSign(key);
    signer.update(challenge);
    byte[] signed = signer.sign();
    try {
      Signature verifier = signature(key.getAlgorithm(), parameters);
      verifier.initVerify(publicKey);
      verifier.update(challenge);
      return verifier.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature signature(String algorithm, @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (family(algorithm)) {
              case "RSA" -> "SHA256withRSA";
              case "RSASSA-PSS" -> "RSASSA-PSS";
              case "EC" -> "SHA256withECDSA";
              default -> family(algorithm);
            });
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    return signature;
  }

  /** The JDK and others name keys on Edwards curves by the curve or by the scheme. */
  private static String family(String algorithm) {
    return switch (algorithm) {
      case "Ed25519", "Ed448" -> "EdDSA";
      default -> algorithm;
    };
  }

  private static @Nullable AlgorithmParameterSpec pssParameters(
      PrivateKey key, PublicKey publicKey) {
    if (!key.getAlgorithm().equals("RSASSA-PSS")) {
      return null;
    }
    if (key instanceof RSAKey rsa && rsa.getParams() != null) {
      return rsa.getParams();
    }
    if (publicKey instanceof RSAKey rsa && rsa.getParams() != null) {
      return rsa.getParams();
    }
    return new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
  }
}
