package io.github.jdbctls.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The decryption that the JDK lacks. Like {@link BouncyCastlePkcs12} it is not loaded before it is
 * needed; its provider is an instance and is never registered.
 */
final class BouncyCastleDecryption {
  /** That the scheme is not known here either. */
  static final class UnknownScheme extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownScheme(Throwable cause) {
      super(cause);
    }
  }

  /** Never registered; it holds no state of a call. */
  static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastleDecryption() {}

  /**
   * Decrypts an encrypted PKCS#8 key.
   *
   * @return a PKCS#8 key if the password is right; if it is wrong, anything
   * @throws IOException if the password is certainly wrong
   */
  static byte[] pkcs8(byte[] encrypted, char[] password) throws IOException, UnknownScheme {
    // A single zero stands for the empty password without its terminating zero.
    boolean bare = password.length == 1 && password[0] == '\0';
    char[] characters = bare ? new char[0] : password;
    Optional<BouncyCastleCipher> cipher = BouncyCastleCipher.of(Der.of(encrypted).child(0));
    if (cipher.isPresent()) {
      return cipher.orElseThrow().decrypt(Der.of(encrypted).child(1).octets(), characters);
    }
    PKCS8EncryptedPrivateKeyInfo key = new PKCS8EncryptedPrivateKeyInfo(encrypted);
    try (InputStream in =
        decryptor(key, characters, password.length == 0)
            .getInputStream(new ByteArrayInputStream(key.getEncryptedData()))) {
      return in.readAllBytes();
    }
  }

  private static InputDecryptor decryptor(
      PKCS8EncryptedPrivateKeyInfo key, char[] password, boolean triesZero) throws UnknownScheme {
    try {
      return new JcePKCSPBEInputDecryptorProviderBuilder()
          .setProvider(PROVIDER)
          .setTryWrongPKCS12Zero(triesZero)
          .build(password)
          .get(key.getEncryptionAlgorithm());
    } catch (OperatorCreationException | RuntimeException e) {
      // It does not depend on the password whether this succeeds.
      throw new UnknownScheme(e);
    }
  }
}
