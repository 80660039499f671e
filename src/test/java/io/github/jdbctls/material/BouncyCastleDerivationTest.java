package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BouncyCastleDerivationTest {
  private static final char[] PASSWORD = "pässwörd€".toCharArray();
  private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final int COUNT = 3;
  private static final String HMAC_SHA256 = "1.2.840.113549.2.9";

  private static Der pbkdf2(ASN1Encodable... behindTheCount) throws Exception {
    ASN1Encodable[] values = Arrays.copyOf(behindTheCount, behindTheCount.length + 2);
    System.arraycopy(behindTheCount, 0, values, 2, behindTheCount.length);
    values[0] = new DEROctetString(SALT);
    values[1] = new ASN1Integer(COUNT);
    return Der.of(
        HostileFile.sequence(PKCSObjectIdentifiers.id_PBKDF2, HostileFile.sequence(values))
            .getEncoded());
  }

  private static ASN1Encodable hash(String hmac) {
    return HostileFile.sequence(new ASN1ObjectIdentifier(hmac), DERNull.INSTANCE);
  }

  /** PBKDF2 as RFC 8018 has it, for a key of one block at most. */
  private static byte[] oracle(Mac mac, int length) throws Exception {
    mac.init(new SecretKeySpec(new String(PASSWORD).getBytes(UTF_8), "password"));
    byte[] next = mac.doFinal(ByteBuffer.allocate(SALT.length + 4).put(SALT).putInt(1).array());
    byte[] key = next.clone();
    for (int i = 1; i < COUNT; i++) {
      next = mac.doFinal(next);
      for (int j = 0; j < key.length; j++) {
        key[j] ^= next[j];
      }
    }
    return Arrays.copyOf(key, length);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.113549.2.6, HmacMD5, 16",
    "1.3.6.1.5.5.8.1.1, HmacMD5, 16",
    "1.2.840.113549.2.7, HmacSHA1, 16",
    "1.3.6.1.5.5.8.1.2, HmacSHA1, 16",
    "1.2.840.113549.2.8, HmacSHA224, 24",
    "1.2.840.113549.2.9, HmacSHA256, 32",
    "1.2.840.113549.2.10, HmacSHA384, 32",
    "1.2.840.113549.2.11, HmacSHA512, 32",
    "1.2.840.113549.2.12, HmacSHA512/224, 24",
    "1.2.840.113549.2.13, HmacSHA512/256, 32",
    "2.16.840.1.101.3.4.2.13, HmacSHA3-224, 24",
    "2.16.840.1.101.3.4.2.14, HmacSHA3-256, 32",
    "2.16.840.1.101.3.4.2.15, HmacSHA3-384, 32",
    "2.16.840.1.101.3.4.2.16, HmacSHA3-512, 32"
  })
  void derivesWithEveryHashAsTheJdkDoes(String hmac, String name, int length) throws Exception {
    assertThat(BouncyCastleDerivation.derive(pbkdf2(hash(hmac)), PASSWORD, length))
        .isEqualTo(oracle(Mac.getInstance(name), length));
  }

  @Test
  void derivesWithSm3() throws Exception {
    Mac mac = Mac.getInstance("HMACSM3", BouncyCastleDecryption.PROVIDER);

    assertThat(BouncyCastleDerivation.derive(pbkdf2(hash("1.2.156.10197.1.401.3.1")), PASSWORD, 32))
        .isEqualTo(oracle(mac, 32));
  }

  @Test
  void derivesWithSha1WhereNoHashIsNamed() throws Exception {
    byte[] expected = oracle(Mac.getInstance("HmacSHA1"), 16);

    assertThat(BouncyCastleDerivation.derive(pbkdf2(), PASSWORD, 16)).isEqualTo(expected);
    assertThat(BouncyCastleDerivation.derive(pbkdf2(new ASN1Integer(16)), PASSWORD, 16))
        .isEqualTo(expected);
  }

  @Test
  void takesTheLengthOfTheKeyAndTheHashTogether() throws Exception {
    assertThat(
            BouncyCastleDerivation.derive(
                pbkdf2(new ASN1Integer(32), hash(HMAC_SHA256)), PASSWORD, 32))
        .isEqualTo(oracle(Mac.getInstance("HmacSHA256"), 32));
  }

  @Test
  void doesNotKnowAKeyOfAnotherLengthThanTheCiphers() throws Exception {
    Der derivation = pbkdf2(new ASN1Integer(16), hash(HMAC_SHA256));

    assertThatExceptionOfType(BouncyCastleDecryption.UnknownScheme.class)
        .isThrownBy(() -> BouncyCastleDerivation.derive(derivation, PASSWORD, 32))
        .withMessageContaining("a key of another length than the cipher's");
  }

  @Test
  void doesNotKnowAHashThatIsNotOnItsList() throws Exception {
    Der derivation = pbkdf2(hash("1.2.840.113549.2.99"));

    assertThatExceptionOfType(BouncyCastleDecryption.UnknownScheme.class)
        .isThrownBy(() -> BouncyCastleDerivation.derive(derivation, PASSWORD, 32))
        .withMessageContaining("an unknown hash");
  }

  /** The second test vector of RFC 7914, section 12. */
  @Test
  void derivesWithScrypt() throws Exception {
    Der derivation =
        Der.of(
            HostileFile.sequence(
                    MiscObjectIdentifiers.id_scrypt,
                    HostileFile.sequence(
                        new DEROctetString("NaCl".getBytes(UTF_8)),
                        new ASN1Integer(1024),
                        new ASN1Integer(8),
                        new ASN1Integer(16)))
                .getEncoded());

    byte[] key = BouncyCastleDerivation.derive(derivation, "password".toCharArray(), 64);

    assertThat(HexFormat.of().formatHex(key))
        .isEqualTo(
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  }
}
