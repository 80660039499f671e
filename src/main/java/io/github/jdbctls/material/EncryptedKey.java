package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Decrypts PKCS#8 keys: with the JDK what it can, so that today's usual keys load no class of
 * BouncyCastle, and with BouncyCastle the rest.
 */
final class EncryptedKey {
  private static final String WHAT = "an encrypted PKCS#8 key";

  private final Place place;
  private final Password password;

  EncryptedKey(Place place, Password password) {
    this.place = place;
    this.password = password;
  }

  /**
   * Decrypts.
   *
   * @return a PKCS#8 key, for the caller to wipe
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED, or
   *     WRONG_CONTENT if the frame is damaged
   */
  byte[] decrypt(byte[] encrypted) throws ProblemException {
    KeyEncryption encryption = encryption(encrypted);
    if (encryption.excess().isPresent()) {
      throw unsupported("whose encryption asks for " + encryption.excess().orElseThrow());
    }
    if (password.isAbsent()) {
      throw Password.missing(place, WHAT);
    }
    Optional<Cipher> cipher = encryption.readByJdk() ? jdkCipher(encrypted) : Optional.empty();
    byte[] key =
        cipher.isPresent()
            ? decrypt(cipher.orElseThrow(), encrypted)
            : decryptWithBouncyCastle(encrypted);
    // A wrong password ends in valid padding once in 256 times.
    if (Content.of(key).kind() != Content.Kind.PKCS8) {
      Arrays.fill(key, (byte) 0);
      throw password.wrong(place, WHAT, null);
    }
    return key;
  }

  private KeyEncryption encryption(byte[] encrypted) throws ProblemException {
    try {
      return KeyEncryption.of(encrypted);
    } catch (IOException e) {
      throw place
          .problem(TlsFailure.WRONG_CONTENT, "is " + WHAT + " whose frame is damaged")
          .withRemedy("Write the key again, completely, from where it was made.")
          .withCause(e)
          .exception();
    }
  }

  private Optional<Cipher> jdkCipher(byte[] encrypted) throws ProblemException {
    char[] characters = password.characters();
    PBEKeySpec spec = new PBEKeySpec(characters);
    try {
      AlgorithmParameters parameters = new EncryptedPrivateKeyInfo(encrypted).getAlgParameters();
      // The only place where the JDK tells the name of the whole scheme.
      String scheme = parameters.toString();
      SecretKey key = SecretKeyFactory.getInstance(scheme).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      return Optional.of(cipher);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // A hash that this JDK lacks, or a password beyond ASCII.
      return Optional.empty();
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  private byte[] decrypt(Cipher cipher, byte[] encrypted) throws ProblemException {
    try {
      return cipher.doFinal(new EncryptedPrivateKeyInfo(encrypted).getEncryptedData());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw password.wrong(place, WHAT, e);
    }
  }

  private byte[] decryptWithBouncyCastle(byte[] encrypted) throws ProblemException {
    char[] characters = password.characters();
    try {
      return BouncyCastleDecryption.pkcs8(encrypted, characters);
    } catch (BouncyCastleDecryption.UnknownScheme e) {
      throw unsupported("in a way that is not supported");
    } catch (IOException | RuntimeException e) {
      throw password.wrong(place, WHAT, e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private ProblemException unsupported(String how) {
    return place
        .problem(TlsFailure.KEY_UNSUPPORTED, "is " + WHAT + " " + how)
        .withRemedy(
            "Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in %1$s -out %1$s.new"
                .formatted(place.name()))
        .exception();
  }
}
