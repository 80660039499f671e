package io.github.jdbctls.material;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Derives a key from the UTF-8 of a password by PBKDF2 (RFC 8018) with any HMAC, or by scrypt (RFC
 * 7914). What it costs has been bounded by {@link KeyEncryption}. See {@link
 * BouncyCastleDecryption}.
 */
final class BouncyCastleDerivation {
  private static final String PBKDF2 = "1.2.840.113549.1.5.12";
  private static final String HMAC_SHA1 = "1.2.840.113549.2.7";

  /** The hashes, by the identifiers of their HMACs. */
  private static final Map<String, Supplier<Digest>> HASHES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.2.6", MD5Digest::new),
          Map.entry("1.3.6.1.5.5.8.1.1", MD5Digest::new),
          Map.entry(HMAC_SHA1, SHA1Digest::new),
          Map.entry("1.3.6.1.5.5.8.1.2", SHA1Digest::new),
          Map.entry("1.2.840.113549.2.8", SHA224Digest::new),
          Map.entry("1.2.840.113549.2.9", SHA256Digest::new),
          Map.entry("1.2.840.113549.2.10", SHA384Digest::new),
          Map.entry("1.2.840.113549.2.11", SHA512Digest::new),
          Map.entry("1.2.840.113549.2.12", () -> new SHA512tDigest(224)),
          Map.entry("1.2.840.113549.2.13", () -> new SHA512tDigest(256)),
          Map.entry("2.16.840.1.101.3.4.2.13", () -> new SHA3Digest(224)),
          Map.entry("2.16.840.1.101.3.4.2.14", () -> new SHA3Digest(256)),
          Map.entry("2.16.840.1.101.3.4.2.15", () -> new SHA3Digest(384)),
          Map.entry("2.16.840.1.101.3.4.2.16", () -> new SHA3Digest(512)),
          Map.entry("1.2.156.10197.1.401.3.1", SM3Digest::new));

  private BouncyCastleDerivation() {}

  /**
   * Derives.
   *
   * @param derivation the algorithm identifier
   * @param length of the key in bytes
   * @return the key, for the caller to wipe
   * @throws BouncyCastleDecryption.UnknownScheme if the hash is not known, or the key is to have
   *     another length
   */
  static byte[] derive(Der derivation, char[] password, int length)
      throws IOException, BouncyCastleDecryption.UnknownScheme {
    List<Der> parameters = derivation.child(1).children();
    byte[] bytes = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(password);
    try {
      return derivation.child(0).objectIdentifier().equals(PBKDF2)
          ? pbkdf2(parameters, bytes, length)
          : SCrypt.generate(
              bytes,
              parameters.get(0).octets(),
              parameters.get(1).integer().intValueExact(),
              parameters.get(2).integer().intValueExact(),
              parameters.get(3).integer().intValueExact(),
              length);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] pbkdf2(List<Der> parameters, byte[] password, int length)
      throws IOException, BouncyCastleDecryption.UnknownScheme {
    String hmac = HMAC_SHA1;
    for (Der optional : parameters.subList(2, parameters.size())) {
      if (optional.tag() == Der.SEQUENCE) {
        hmac = optional.child(0).objectIdentifier();
      } else if (optional.integer().intValueExact() != length) {
        throw unknown("a key of another length than the cipher's");
      }
    }
    Supplier<Digest> hash = HASHES.get(hmac);
    if (hash == null) {
      throw unknown("an unknown hash");
    }
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(hash.get());
    generator.init(
        password, parameters.get(0).octets(), parameters.get(1).integer().intValueExact());
    return ((KeyParameter) generator.generateDerivedMacParameters(8 * length)).getKey();
  }

  private static BouncyCastleDecryption.UnknownScheme unknown(String what) {
    return new BouncyCastleDecryption.UnknownScheme(new IOException(what));
  }
}
