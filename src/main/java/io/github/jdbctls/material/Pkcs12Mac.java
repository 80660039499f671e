package io.github.jdbctls.material;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * The MAC by which a PKCS#12 store shows that it is whole and that the password is right (RFC 7292
 * section 4, RFC 9579). Immutable.
 */
final class Pkcs12Mac {
  private static final String PBMAC1 = "1.2.840.113549.1.5.14";
  private static final BigInteger SHORTEST_KEY = BigInteger.valueOf(20);

  /** The JDK's names for the MACs, by the hash. */
  private static final Map<String, String> JDK_MACS =
      Map.of(
          "1.3.14.3.2.26", "HmacPBESHA1",
          "2.16.840.1.101.3.4.2.4", "HmacPBESHA224",
          "2.16.840.1.101.3.4.2.1", "HmacPBESHA256",
          "2.16.840.1.101.3.4.2.2", "HmacPBESHA384",
          "2.16.840.1.101.3.4.2.3", "HmacPBESHA512");

  private final String algorithm;
  private final byte[] expected;
  private final byte[] salt;
  private final KeyEncryption cost;

  private Pkcs12Mac(String algorithm, byte[] expected, byte[] salt, KeyEncryption cost) {
    this.algorithm = algorithm;
    this.expected = expected;
    this.salt = salt;
    this.cost = cost;
  }

  /** Reads a {@code MacData}, and computes nothing. */
  static Pkcs12Mac of(Der macData) throws IOException {
    List<Der> fields = macData.children();
    if (fields.size() < 2) {
      throw new IOException("a field is missing");
    }
    Der digest = fields.get(0).child(0);
    String algorithm = digest.child(0).objectIdentifier();
    return new Pkcs12Mac(
        algorithm,
        fields.get(0).child(1).octets(),
        fields.get(1).octets(),
        algorithm.equals(PBMAC1) ? pbmac1(digest.child(1)) : iterations(fields));
  }

  private static KeyEncryption iterations(List<Der> fields) throws IOException {
    return fields.size() < 3
        ? new KeyEncryption(true, 1, Optional.empty())
        : KeyEncryption.ofIterations(fields.get(2), true);
  }

  /** A key that is too short would let anybody make a MAC which verifies (RFC 9579 section 5). */
  private static KeyEncryption pbmac1(Der parameters) throws IOException {
    List<Der> derivation = parameters.child(0).child(1).children();
    if (derivation.size() < 3
        || derivation.get(2).tag() != Der.INTEGER
        || derivation.get(2).integer().compareTo(SHORTEST_KEY) < 0) {
      return new KeyEncryption(
          false, 0, Optional.of("a MAC whose key is shorter than " + SHORTEST_KEY + " bytes"));
    }
    return KeyEncryption.ofDerivation(parameters.child(0), false);
  }

  KeyEncryption cost() {
    return cost;
  }

  /**
   * Whether the MAC verifies.
   *
   * @param pfx the whole store
   * @param content that the MAC is of
   * @throws BouncyCastleDecryption.UnknownScheme if neither the JDK nor BouncyCastle has it
   */
  boolean verifies(byte[] pfx, byte[] content, char[] password)
      throws BouncyCastleDecryption.UnknownScheme {
    String name = JDK_MACS.get(algorithm);
    if (name != null && EncryptedInfo.isAscii(password)) {
      try {
        return MessageDigest.isEqual(expected, jdkMac(name, content, password));
      } catch (GeneralSecurityException | RuntimeException e) {
        // A hash that this JDK lacks.
      }
    }
    return BouncyCastlePkcs12.isMacValid(pfx, algorithm.equals(PBMAC1), password);
  }

  private byte[] jdkMac(String name, byte[] content, char[] password)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      SecretKey key = SecretKeyFactory.getInstance("PBE").generateSecret(spec);
      Mac mac = Mac.getInstance(name);
      mac.init(key, new PBEParameterSpec(salt, Math.toIntExact(cost.iterations())));
      return mac.doFinal(content);
    } finally {
      spec.clearPassword();
    }
  }
}
