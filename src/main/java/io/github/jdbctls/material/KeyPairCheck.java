package io.github.jdbctls.material;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a private key belongs to a public key: it says so, or the one verifies what the other has
 * signed. Works for keys that do not tell their numbers, too. Not thread-safe.
 *
 * <ol>
 *   <li>Keys of two kinds, moduli or curves never belong together, and no key of RSA that is larger
 *       than {@link KeyTypes#MOST_RSA_BITS}: nothing is computed with numbers of any length.
 *   <li>Keys of one curve belong together if the private one {@link StatedPublicKey states} the
 *       other.
 *   <li>Else the private key signs a random challenge, once.
 *   <li>The public key verifies it. If two keys of RSA have the same modulus and it does not, the
 *       private key is inconsistent and belongs to none.
 * </ol>
 */
final class KeyPairCheck {
  private final PrivateKey key;
  private final byte[] challenge = new byte[32];
  private byte @Nullable [] signed;
  private @Nullable Exception fault;
  private boolean inconsistent;

  KeyPairCheck(PrivateKey key) {
    this.key = key;
    new SecureRandom().nextBytes(challenge);
  }

  /** One check of one pair, as {@link #belongsTo}. */
  static boolean belongTogether(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    return new KeyPairCheck(key).belongsTo(publicKey);
  }

  /**
   * Whether the private key belongs to this public key.
   *
   * @throws GeneralSecurityException if the private key cannot sign in this JVM
   */
  boolean belongsTo(PublicKey publicKey) throws GeneralSecurityException {
    if (inconsistent || !isComparable(publicKey)) {
      return false;
    }
    Optional<Boolean> stated = StatedPublicKey.is(publicKey, key);
    if (stated.isPresent()) {
      return stated.get();
    }
    AlgorithmParameterSpec parameters = pssParameters(publicKey);
    byte[] signature = sign(parameters);
    try {
      Signature verifier = signature(parameters);
      verifier.initVerify(publicKey);
      verifier.update(challenge);
      boolean verified = verifier.verify(signature);
      inconsistent = !verified && key instanceof RSAKey;
      return verified;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean isComparable(PublicKey publicKey) {
    if (!family(key.getAlgorithm()).equals(family(publicKey.getAlgorithm()))) {
      return false;
    }
    if (publicKey instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits <= KeyTypes.MOST_RSA_BITS
          && rsa.getPublicExponent().bitLength() <= bits
          && (!(key instanceof RSAKey own) || own.getModulus().equals(rsa.getModulus()));
    }
    return !(publicKey instanceof ECKey one)
        || !(key instanceof ECKey other)
        || one.getParams().getCurve().equals(other.getParams().getCurve());
  }

  /** About how many microseconds {@link #belongsTo} takes with this public key; at least one. */
  long cost(PublicKey publicKey) {
    if (inconsistent || !isComparable(publicKey)) {
      return 1;
    }
    if (publicKey instanceof RSAPublicKey rsa) {
      long bits = rsa.getModulus().bitLength();
      long signature = bits * bits * bits / 4_000_000;
      boolean done = (signed != null || fault != null) && !key.getAlgorithm().equals("RSASSA-PSS");
      return Math.max(1, done ? signature / 50 : signature);
    }
    return 3000;
  }

  private byte[] sign(@Nullable AlgorithmParameterSpec parameters) throws GeneralSecurityException {
    byte[] earlier = signed;
    if (earlier != null && parameters == null) {
      return earlier;
    }
    if (fault != null && parameters == null) {
      throw new GeneralSecurityException(fault);
    }
    try {
      Signature signer = signature(parameters);
      signer.initSign(key);
      signer.update(challenge);
      byte[] signature = signer.sign();
      signed = signature;
      return signature;
    } catch (GeneralSecurityException | RuntimeException e) {
      fault = e;
      throw e;
    }
  }

  private Signature signature(@Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    String family = family(key.getAlgorithm());
    Signature signature =
        Signature.getInstance(
            switch (family) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> family;
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

  private @Nullable AlgorithmParameterSpec pssParameters(PublicKey publicKey) {
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
