package io.github.jdbctls.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMDecryptor;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The decryption that the JDK lacks. The only class of this package that touches BouncyCastle, so
 * that it is not loaded before it is needed; its provider is an instance and is never registered.
 */
final class BouncyCastleDecryption {
  /** That the scheme is not known here either. */
  static final class UnknownScheme extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownScheme(Throwable cause) {
      super(cause);
    }
  }

  private BouncyCastleDecryption() {}

  /**
   * Decrypts an encrypted PKCS#8 key.
   *
   * @return a PKCS#8 key if the password is right; if it is wrong, anything
   * @throws IOException if the password is certainly wrong
   */
  static byte[] pkcs8(byte[] encrypted, char[] password) throws IOException, UnknownScheme {
    PKCS8EncryptedPrivateKeyInfo key = new PKCS8EncryptedPrivateKeyInfo(encrypted);
    try (InputStream in =
        new JcePKCSPBEInputDecryptorProviderBuilder()
            .setProvider(provider())
            .build(password)
            .get(key.getEncryptionAlgorithm())
            .getInputStream(new ByteArrayInputStream(key.getEncryptedData()))) {
      return in.readAllBytes();
    } catch (OperatorCreationException e) {
      throw new UnknownScheme(e);
    }
  }

  /**
   * Decrypts a block of OpenSSL's old format.
   *
   * @param cipher as {@code DEK-Info} has it, such as {@code AES-256-CBC}
   * @return a key of the block's kind if the password is right; if it is wrong, anything
   * @throws IOException if the password is certainly wrong
   */
  static byte[] dekInfo(byte[] encrypted, String cipher, byte[] vector, char[] password)
      throws IOException, UnknownScheme {
    try {
      PEMDecryptor decryptor =
          new JcePEMDecryptorProviderBuilder().setProvider(provider()).build(password).get(cipher);
      return decryptor.decrypt(encrypted, vector);
    } catch (OperatorCreationException e) {
      throw new UnknownScheme(e);
    } catch (PEMException e) {
      // What BouncyCastle says when the name of the cipher is none.
      if (String.valueOf(e.getMessage()).startsWith("unknown encryption")) {
        throw new UnknownScheme(e);
      }
      throw e;
    }
  }

  private static Provider provider() {
    return new BouncyCastleProvider();
  }
}
