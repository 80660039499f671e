package io.github.jdbctls.material;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Something encrypted with a password: the frame of an encrypted PKCS#8 key (RFC 5958), in which
 * the parts of a PKCS#12 store can stand as well. Decrypts with the JDK what it can, so that
 * today's usual files load no class of BouncyCastle, and with BouncyCastle the rest. Immutable.
 */
final class EncryptedInfo {
  private final byte[] encoded;
  private final KeyEncryption encryption;

  private EncryptedInfo(byte[] encoded, KeyEncryption encryption) {
    this.encoded = encoded;
    this.encryption = encryption;
  }

  /**
   * Reads the frame, and computes nothing.
   *
   * @throws IOException if it is damaged
   */
  static EncryptedInfo of(byte[] encoded) throws IOException {
    BerFrame.requireFewLevels(encoded);
    return new EncryptedInfo(encoded, KeyEncryption.of(encoded));
  }

  /** Makes a frame of its two parts. */
  static EncryptedInfo of(Der algorithm, byte[] content) throws IOException {
    byte[] encoded =
        Der.encode(Der.SEQUENCE, algorithm.encoded(), Der.encode(Der.OCTET_STRING, content));
    return new EncryptedInfo(encoded, KeyEncryption.of(algorithm));
  }

  KeyEncryption encryption() {
    return encryption;
  }

  /**
   * Decrypts, if the encryption is within the bounds.
   *
   * @return what was encrypted, for the caller to wipe; it can be garbage if the password is wrong;
   *     empty if it is certainly wrong
   * @throws BouncyCastleDecryption.UnknownScheme if neither the JDK nor BouncyCastle has the
   *     scheme, or this JVM has not the memory for it
   */
  Optional<byte[]> open(char[] password) throws BouncyCastleDecryption.UnknownScheme {
    if (encryption.excess().isPresent()) {
      throw new IllegalStateException("not within the bounds");
    }
    Optional<Cipher> cipher =
        encryption.readByJdk() && isAscii(password) ? jdkCipher(password) : Optional.empty();
    try {
      return Optional.of(
          cipher.isPresent()
              ? cipher
                  .orElseThrow()
                  .doFinal(new EncryptedPrivateKeyInfo(encoded).getEncryptedData())
              : BouncyCastleDecryption.pkcs8(encoded, password));
    } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError e) {
      return Optional.empty();
    } catch (OutOfMemoryError e) {
      // scrypt, within the bounds, in a small JVM.
      throw new BouncyCastleDecryption.UnknownScheme(e);
    }
  }

  private Optional<Cipher> jdkCipher(char[] password) {
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
      AlgorithmParameters parameters = info.getAlgParameters();
      // Of PBES2 this is the only place where the JDK tells the name of the whole scheme.
      String scheme =
          info.getAlgName().equals("PBES2") || parameters.toString().startsWith("PBEWith")
              ? parameters.toString()
              : info.getAlgName();
      SecretKey key = SecretKeyFactory.getInstance(scheme).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      return Optional.of(cipher);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // A hash that this JDK lacks.
      return Optional.empty();
    } finally {
      spec.clearPassword();
    }
  }

  /** Whether the JDK and all others make the same bytes of the password. */
  static boolean isAscii(char[] password) {
    for (char c : password) {
      if (c > '~') {
        return false;
      }
    }
    return true;
  }
}
