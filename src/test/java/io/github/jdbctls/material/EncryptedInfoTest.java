package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;

class EncryptedInfoTest {
  private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] PLAIN = "what was encrypted".getBytes(UTF_8);
  private static final int COUNT = 100;

  private static byte[] info(ASN1ObjectIdentifier scheme, byte[] encrypted) throws Exception {
    return HostileFile.sequence(
            HostileFile.sequence(
                scheme, HostileFile.sequence(new DEROctetString(SALT), new ASN1Integer(COUNT))),
            new DEROctetString(encrypted))
        .getEncoded();
  }

  /** The JDK takes a single zero for the empty password without its terminating zero. */
  private static byte[] tripleDes(char[] password) throws Exception {
    String scheme = "PBEWithSHA1AndDESede";
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password)),
        new PBEParameterSpec(SALT, COUNT));
    return info(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, cipher.doFinal(PLAIN));
  }

  private static Optional<byte[]> byBouncyCastle(byte[] info, char... password) throws Exception {
    try {
      return Optional.of(BouncyCastleDecryption.pkcs8(info, password));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void computesNothingBeyondTheBounds() throws Exception {
    EncryptedInfo info = EncryptedInfo.of(HostileFile.pbkdf2(BigInteger.valueOf(10_000_001), 32));

    assertThat(info.encryption().excess()).isPresent();
    assertThatIllegalStateException()
        .isThrownBy(() -> info.open("secret".toCharArray()))
        .withMessage("not within the bounds");
  }

  @Test
  void decryptsWhatTheJdkEncrypted() throws Exception {
    EncryptedInfo info = EncryptedInfo.of(tripleDes("secret".toCharArray()));

    assertThat(info.open("secret".toCharArray())).hasValue(PLAIN);
    assertThat(info.encryption().iterations()).isEqualTo(COUNT);
  }

  @Test
  void tellsTheEmptyPasswordWithItsTerminatingZeroFromTheOneWithout() throws Exception {
    byte[] with = tripleDes(new char[0]);
    byte[] without = tripleDes(new char[] {'\0'});

    assertThat(byBouncyCastle(with)).hasValue(PLAIN);
    assertThat(byBouncyCastle(without, '\0')).hasValue(PLAIN);
    assertThat(byBouncyCastle(with, '\0')).isNotEqualTo(Optional.of(PLAIN));
  }
}
