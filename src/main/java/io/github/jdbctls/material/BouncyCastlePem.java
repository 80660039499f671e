package io.github.jdbctls.material;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.generators.OpenSSLPBEParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The decryption of OpenSSL's old PEM format; see {@link BouncyCastleDecryption}. BouncyCastle's
 * own reader of the format knows half of the ciphers and takes modes that it does not know for
 * others, so that only its derivation and its ciphers are used.
 */
final class BouncyCastlePem {
  private record Key(String algorithm, int bits) {}

  private static final Pattern CIPHER = Pattern.compile("([A-Z0-9-]+)-(CBC|CFB|CFB8|OFB|CTR)");

  /** The ciphers by OpenSSL's names. */
  private static final Map<String, Key> KEYS =
      Map.ofEntries(
          Map.entry("AES-128", new Key("AES", 128)),
          Map.entry("AES-192", new Key("AES", 192)),
          Map.entry("AES-256", new Key("AES", 256)),
          Map.entry("ARIA-128", new Key("ARIA", 128)),
          Map.entry("ARIA-192", new Key("ARIA", 192)),
          Map.entry("ARIA-256", new Key("ARIA", 256)),
          Map.entry("CAMELLIA-128", new Key("Camellia", 128)),
          Map.entry("CAMELLIA-192", new Key("Camellia", 192)),
          Map.entry("CAMELLIA-256", new Key("Camellia", 256)),
          Map.entry("BF", new Key("Blowfish", 128)),
          Map.entry("CAST5", new Key("CAST5", 128)),
          Map.entry("DES", new Key("DES", 64)),
          Map.entry("DES-EDE", new Key("DESede", 128)),
          Map.entry("DES-EDE3", new Key("DESede", 192)),
          Map.entry("IDEA", new Key("IDEA", 128)),
          Map.entry("RC2", new Key("RC2", 128)),
          Map.entry("RC2-40", new Key("RC2", 40)),
          Map.entry("RC2-64", new Key("RC2", 64)),
          Map.entry("SEED", new Key("SEED", 128)));

  private static final int SALT = 8;

  private BouncyCastlePem() {}

  /**
   * Decrypts a block. The characters of the password are taken as bytes.
   *
   * @param cipher as {@code DEK-Info} has it, such as {@code AES-256-CBC}
   * @return a key of the block's kind if the password is right; if it is wrong, anything
   * @throws IOException if the password is certainly wrong
   */
  static byte[] decrypt(byte[] encrypted, String cipher, byte[] vector, char[] password)
      throws IOException, BouncyCastleDecryption.UnknownScheme {
    Matcher name = CIPHER.matcher(cipher);
    Key key = name.matches() ? KEYS.get(name.group(1)) : null;
    if (key == null || vector.length < SALT) {
      throw new BouncyCastleDecryption.UnknownScheme(new IOException("an unknown cipher"));
    }
    String mode = name.group(2);
    byte[] derived = derive(password, vector, key.bits());
    try {
      Cipher decryption =
          Cipher.getInstance(
              key.algorithm() + '/' + mode + (mode.equals("CBC") ? "/PKCS5Padding" : "/NoPadding"),
              BouncyCastleDecryption.PROVIDER);
      decryption.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, key.algorithm()),
          new IvParameterSpec(vector));
      return decryption.doFinal(encrypted);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /** The salt is the beginning of the initialisation vector; there is one iteration. */
  private static byte[] derive(char[] password, byte[] vector, int bits) {
    byte[] bytes = PBEParametersGenerator.PKCS5PasswordToBytes(password);
    try {
      OpenSSLPBEParametersGenerator generator = new OpenSSLPBEParametersGenerator();
      generator.init(bytes, Arrays.copyOf(vector, SALT));
      return ((KeyParameter) generator.generateDerivedParameters(bits)).getKey();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
