package io.github.jdbctls.material;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ciphers that BouncyCastle has, but does not find for an encrypted key by itself: those of
 * PBES2 that {@code openssl} writes, with any hash, and RC2 in PBES1 (RFC 8018). See {@link
 * BouncyCastleDecryption}. Immutable.
 */
final class BouncyCastleCipher {
  private record Key(String algorithm, int bits) {}

  private static final String PBES2 = "1.2.840.113549.1.5.13";

  /** PBES1 with MD5 or SHA-1, and RC2. */
  private static final Set<String> PBES1 = Set.of("1.2.840.113549.1.5.6", "1.2.840.113549.1.5.11");

  /** Ciphers in CBC mode of which nothing but the initialisation vector is a parameter. */
  private static final Map<String, Key> CIPHERS =
      Map.ofEntries(
          Map.entry("2.16.840.1.101.3.4.1.2", new Key("AES", 128)),
          Map.entry("2.16.840.1.101.3.4.1.22", new Key("AES", 192)),
          Map.entry("2.16.840.1.101.3.4.1.42", new Key("AES", 256)),
          Map.entry("1.2.410.200046.1.1.2", new Key("ARIA", 128)),
          Map.entry("1.2.410.200046.1.1.7", new Key("ARIA", 192)),
          Map.entry("1.2.410.200046.1.1.12", new Key("ARIA", 256)),
          Map.entry("1.2.392.200011.61.1.1.1.2", new Key("Camellia", 128)),
          Map.entry("1.2.392.200011.61.1.1.1.3", new Key("Camellia", 192)),
          Map.entry("1.2.392.200011.61.1.1.1.4", new Key("Camellia", 256)),
          Map.entry("1.2.410.200004.1.4", new Key("SEED", 128)),
          Map.entry("1.2.156.10197.1.104.2", new Key("SM4", 128)),
          Map.entry("1.3.6.1.4.1.3029.1.2", new Key("Blowfish", 128)),
          Map.entry("1.3.6.1.4.1.188.7.1.1.2", new Key("IDEA", 128)),
          Map.entry("1.3.14.3.2.7", new Key("DES", 64)),
          Map.entry("1.2.840.113549.3.7", new Key("DESede", 192)));

  private final String scheme;
  private final Der parameters;

  private BouncyCastleCipher(String scheme, Der parameters) {
    this.scheme = scheme;
    this.parameters = parameters;
  }

  /** The cipher of an algorithm identifier; empty if it is none of these. */
  static Optional<BouncyCastleCipher> of(Der algorithm) throws IOException {
    String scheme = algorithm.child(0).objectIdentifier();
    boolean known =
        PBES1.contains(scheme) || (scheme.equals(PBES2) && isKnownPbes2(algorithm.child(1)));
    return known
        ? Optional.of(new BouncyCastleCipher(scheme, algorithm.child(1)))
        : Optional.empty();
  }

  private static boolean isKnownPbes2(Der parameters) throws IOException {
    Der cipher = parameters.child(1);
    return CIPHERS.containsKey(cipher.child(0).objectIdentifier())
        && cipher.children().size() == 2
        && cipher.child(1).tag() == Der.OCTET_STRING;
  }

  /**
   * Decrypts.
   *
   * @return what was encrypted if the password is right; if it is wrong, anything
   * @throws IOException if the password is certainly wrong
   */
  byte[] decrypt(byte[] encrypted, char[] password)
      throws IOException, BouncyCastleDecryption.UnknownScheme {
    try {
      Cipher cipher = scheme.equals(PBES2) ? pbes2(password) : pbes1(password);
      return cipher.doFinal(encrypted);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw new IOException(e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new BouncyCastleDecryption.UnknownScheme(e);
    }
  }

  private Cipher pbes1(char[] password) throws IOException, GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      Cipher cipher = Cipher.getInstance(scheme, BouncyCastleDecryption.PROVIDER);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme, BouncyCastleDecryption.PROVIDER)
              .generateSecret(spec),
          new PBEParameterSpec(
              parameters.child(0).octets(), parameters.child(1).integer().intValueExact()));
      return cipher;
    } finally {
      spec.clearPassword();
    }
  }

  private Cipher pbes2(char[] password)
      throws IOException, GeneralSecurityException, BouncyCastleDecryption.UnknownScheme {
    Der encryption = parameters.child(1);
    Key key = CIPHERS.get(encryption.child(0).objectIdentifier());
    if (key == null) {
      throw new BouncyCastleDecryption.UnknownScheme(new IOException("an unknown cipher"));
    }
    byte[] derived = BouncyCastleDerivation.derive(parameters.child(0), password, key.bits() / 8);
    try {
      Cipher cipher =
          Cipher.getInstance(
              key.algorithm() + "/CBC/PKCS5Padding", BouncyCastleDecryption.PROVIDER);
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, key.algorithm()),
          new IvParameterSpec(encryption.child(1).octets()));
      return cipher;
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }
}
