package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BouncyCastleCipherTest {
  private static final String AES_256_CBC = "2.16.840.1.101.3.4.1.42";
  private static final String MD5_RC2 = "1.2.840.113549.1.5.6";
  private static final String SHA1_RC2 = "1.2.840.113549.1.5.11";
  private static final ASN1Encodable VECTOR = new DEROctetString(new byte[16]);
  private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] PLAIN = "what was encrypted".getBytes(UTF_8);
  private static final int COUNT = 5;

  private static Optional<BouncyCastleCipher> pbes2(ASN1Encodable... cipher) throws Exception {
    ASN1Encodable derivation =
        HostileFile.sequence(
            PKCSObjectIdentifiers.id_PBKDF2, HostileFile.sequence(VECTOR, new ASN1Integer(1)));
    return of(
        PKCSObjectIdentifiers.id_PBES2,
        HostileFile.sequence(derivation, HostileFile.sequence(cipher)));
  }

  private static Optional<BouncyCastleCipher> pbes1(String scheme) throws Exception {
    return of(
        new ASN1ObjectIdentifier(scheme),
        HostileFile.sequence(new DEROctetString(SALT), new ASN1Integer(COUNT)));
  }

  private static Optional<BouncyCastleCipher> of(
      ASN1ObjectIdentifier scheme, ASN1Encodable parameters) throws Exception {
    return BouncyCastleCipher.of(Der.of(HostileFile.sequence(scheme, parameters).getEncoded()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.16.840.1.101.3.4.1.2",
        "2.16.840.1.101.3.4.1.22",
        AES_256_CBC,
        "1.2.410.200046.1.1.2",
        "1.2.410.200046.1.1.12",
        "1.2.392.200011.61.1.1.1.4",
        "1.2.410.200004.1.4",
        "1.2.156.10197.1.104.2",
        "1.2.840.113549.3.7"
      })
  void knowsTheCiphersOfPbes2WithAVectorAlone(String cipher) throws Exception {
    assertThat(pbes2(new ASN1ObjectIdentifier(cipher), VECTOR)).isPresent();
  }

  @Test
  void leavesOtherCiphersAndOtherParametersToTheLibrary() throws Exception {
    ASN1ObjectIdentifier aes = new ASN1ObjectIdentifier(AES_256_CBC);
    ASN1ObjectIdentifier gcm = new ASN1ObjectIdentifier("2.16.840.1.101.3.4.1.46");

    assertThat(pbes2(gcm, VECTOR)).isEmpty();
    assertThat(pbes2(aes)).isEmpty();
    assertThat(pbes2(aes, VECTOR, VECTOR)).isEmpty();
    assertThat(pbes2(aes, DERNull.INSTANCE)).isEmpty();
    assertThat(pbes1("1.2.840.113549.1.5.3")).isEmpty();
  }

  /** Key and vector are the two halves of PBKDF1, RFC 8018 section 6.1. */
  @ParameterizedTest
  @CsvSource({MD5_RC2 + ", MD5", SHA1_RC2 + ", SHA-1"})
  void decryptsRc2OfPbes1(String scheme, String hash) throws Exception {
    MessageDigest digest = MessageDigest.getInstance(hash);
    digest.update("secret".getBytes(UTF_8));
    byte[] derived = digest.digest(SALT);
    for (int i = 1; i < COUNT; i++) {
      derived = digest.digest(derived);
    }
    Cipher oracle = Cipher.getInstance("RC2/CBC/PKCS5Padding");
    oracle.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(derived, 0, 8, "RC2"),
        new RC2ParameterSpec(64, Arrays.copyOfRange(derived, 8, 16)));
    byte[] encrypted = oracle.doFinal(PLAIN);

    BouncyCastleCipher cipher = pbes1(scheme).orElseThrow();

    assertThat(cipher.decrypt(encrypted, "secret".toCharArray())).isEqualTo(PLAIN);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> cipher.decrypt(Arrays.copyOf(encrypted, 9), "secret".toCharArray()));
  }

  @Test
  void doesNotKnowACountThatIsNoInt() throws Exception {
    BouncyCastleCipher cipher =
        of(
                new ASN1ObjectIdentifier(MD5_RC2),
                HostileFile.sequence(new DEROctetString(SALT), new ASN1Integer(Long.MAX_VALUE)))
            .orElseThrow();

    assertThatExceptionOfType(BouncyCastleDecryption.UnknownScheme.class)
        .isThrownBy(() -> cipher.decrypt(new byte[16], new char[0]));
  }
}
