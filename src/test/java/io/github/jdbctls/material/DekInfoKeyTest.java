package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.password;
import static io.github.jdbctls.material.Settings.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is OpenSSL's derivation: MD5 over password and salt, as often as the key needs. */
class DekInfoKeyTest {
  private static byte[] plain = new byte[0];

  @BeforeAll
  static void encode() throws Exception {
    plain =
        PrivateKeyInfo.getInstance(KeyAlgorithm.RSA_2048.newKeyPair().getPrivate().getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
  }

  private static PemBlock block(String info, byte[] content) {
    return PemBlock.complete(
        1, PemLabel.PKCS1, Map.of("Proc-Type", "4,ENCRYPTED", "DEK-Info", info), content);
  }

  private static PemBlock encrypted(
      String name, String cipher, int keyLength, int vectorLength, byte[] password)
      throws Exception {
    byte[] vector = new byte[vectorLength];
    Arrays.fill(vector, (byte) 0x5A);
    byte[] key = new byte[0];
    byte[] last = new byte[0];
    while (key.length < keyLength) {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(last);
      md5.update(password);
      md5.update(vector, 0, 8);
      last = md5.digest();
      int before = key.length;
      key = Arrays.copyOf(key, before + last.length);
      System.arraycopy(last, 0, key, before, last.length);
    }
    Cipher encryption = Cipher.getInstance(cipher, new BouncyCastleProvider());
    encryption.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(Arrays.copyOf(key, keyLength), cipher.split("/", -1)[0]),
        new IvParameterSpec(vector));
    return block(name + ',' + HexFormat.of().formatHex(vector), encryption.doFinal(plain));
  }

  private static byte[] decrypt(PemBlock block, String password) throws Exception {
    return new DekInfoKey(
            Place.of(Settings.system().origin(), Path.of("/app.key")),
            new Password(password(password), "the key"))
        .decrypt(block);
  }

  @ParameterizedTest
  @CsvSource({
    "DES-CBC, DES/CBC/PKCS5Padding, 8, 8",
    "DES-EDE3-CBC, DESede/CBC/PKCS5Padding, 24, 8",
    "AES-128-CBC, AES/CBC/PKCS5Padding, 16, 16",
    "AES-192-CBC, AES/CBC/PKCS5Padding, 24, 16",
    "aes-256-cbc, AES/CBC/PKCS5Padding, 32, 16",
    "AES-256-CTR, AES/CTR/NoPadding, 32, 16",
    "AES-128-CFB8, AES/CFB8/NoPadding, 16, 16",
    "CAMELLIA-128-CBC, Camellia/CBC/PKCS5Padding, 16, 16",
    "CAMELLIA-256-CBC, Camellia/CBC/PKCS5Padding, 32, 16",
    "ARIA-192-CBC, ARIA/CBC/PKCS5Padding, 24, 16",
    "SEED-CBC, SEED/CBC/PKCS5Padding, 16, 16",
    "IDEA-CBC, IDEA/CBC/PKCS5Padding, 16, 8",
    "CAST5-CBC, CAST5/CBC/PKCS5Padding, 16, 8",
    "BF-CBC, Blowfish/CBC/PKCS5Padding, 16, 8",
    "RC2-CBC, RC2/CBC/PKCS5Padding, 16, 8"
  })
  void decryptsWhatOpensslWrites(String name, String cipher, int keyLength, int vectorLength)
      throws Exception {
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
      PemBlock block =
          encrypted(name, cipher, keyLength, vectorLength, "pässwörd".getBytes(charset));
      assertThat(decrypt(block, "pässwörd")).isEqualTo(plain);
      assertThat(problemOf(() -> decrypt(block, "wrong")).failure())
          .isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES-128-CFB1,5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A",
        "CAMELLIA-128-CTR1,5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A",
        "ROT13-CBC,5A5A5A5A5A5A5A5A",
        "AES-128-CBC,xyz",
        "AES-128-CBC,00",
        "AES-128-CBC"
      })
  void saysThatItDoesNotKnowACipher(String info) {
    assertThat(problemOf(() -> decrypt(block(info, new byte[64]), "x")).failure())
        .isEqualTo(TlsFailure.KEY_UNSUPPORTED);
  }

  @Test
  void saysThatThereIsNoPassword() {
    assertThat(problemOf(() -> decrypt(block("AES-128-CBC,00", new byte[64]), "")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
  }
}
