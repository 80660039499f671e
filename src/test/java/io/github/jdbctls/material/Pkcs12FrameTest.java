package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jdbctls.pki.Pkcs12Builder;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame of a PKCS#12 store, its MAC and its bags, before anything is computed. */
class Pkcs12FrameTest {
  private static final TestCertificate CA = TestCertificate.authority("ca").selfSigned();
  private static final ASN1Encodable OCTETS = new DEROctetString(new byte[8]);
  private static final ASN1ObjectIdentifier PBMAC1 =
      new ASN1ObjectIdentifier("1.2.840.113549.1.5.14");

  private static Der der(ASN1Encodable... values) throws Exception {
    return Der.of(HostileFile.sequence(values).getEncoded());
  }

  private static ASN1Encodable wrapped(ASN1Encodable value) {
    return new DERTaggedObject(0, value);
  }

  private static void assertRefused(byte[] store, String message) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Pkcs12Frame.of(store))
        .withMessage(message);
  }

  @Test
  void countsItsParts() throws Exception {
    byte[] open =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE)
            .certificates(List.of(CA.certificate()))
            .keyOnly(CA)
            .bytes("secret");
    byte[] encrypted =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES)
            .certificates(List.of(CA.certificate()))
            .keyOnly(CA)
            .bytes("secret");

    assertThat(Pkcs12Frame.of(open)).hasToString("PKCS#12 of 2 parts");
    assertThat(Pkcs12Frame.of(open).isEncrypted()).isFalse();
    assertThat(Pkcs12Frame.of(encrypted)).hasToString("PKCS#12 of 2 parts");
    assertThat(Pkcs12Frame.of(encrypted).isEncrypted()).isTrue();
    assertThat(Pkcs12Frame.of(encrypted).open()).hasSize(1);
    assertThat(Pkcs12Frame.of(encrypted).mac()).isPresent();
  }

  @Test
  void doesNotReadWhatIsProtectedWithPublicKeys() throws Exception {
    byte[] signed =
        HostileFile.sequence(
                new ASN1Integer(3),
                HostileFile.sequence(PKCSObjectIdentifiers.signedData, wrapped(OCTETS)))
            .getEncoded();
    byte[] enveloped =
        HostileFile.pkcs12(
            new DEROctetString(
                HostileFile.sequence(
                        HostileFile.sequence(PKCSObjectIdentifiers.envelopedData, wrapped(OCTETS)))
                    .getEncoded()));

    for (byte[] store : new byte[][] {signed, enveloped}) {
      assertThatExceptionOfType(Pkcs12Frame.PublicKeyMode.class)
          .isThrownBy(() -> Pkcs12Frame.of(store));
    }
  }

  @Test
  void findsThatAFieldIsMissing() throws Exception {
    assertRefused(HostileFile.sequence(new ASN1Integer(3)).getEncoded(), "a field is missing");
    ASN1Encodable withoutContent =
        HostileFile.sequence(
            PKCSObjectIdentifiers.encryptedData,
            wrapped(
                HostileFile.sequence(
                    new ASN1Integer(0),
                    HostileFile.sequence(
                        PKCSObjectIdentifiers.data,
                        HostileFile.sequence(PKCSObjectIdentifiers.id_PBES2)))));
    assertRefused(
        HostileFile.pkcs12(new DEROctetString(HostileFile.sequence(withoutContent).getEncoded())),
        "a field is missing");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Pkcs12Mac.of(der(HostileFile.sequence(OCTETS))))
        .withMessage("a field is missing");
  }

  private static ASN1Encodable digest(ASN1ObjectIdentifier algorithm, ASN1Encodable parameters) {
    return HostileFile.sequence(HostileFile.sequence(algorithm, parameters), OCTETS);
  }

  @Test
  void countsTheIterationsOfAMac() throws Exception {
    ASN1Encodable sha256 =
        digest(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"), DERNull.INSTANCE);

    assertThat(Pkcs12Mac.of(der(sha256, OCTETS)).cost())
        .isEqualTo(new KeyEncryption(true, 1, Optional.empty()));
    assertThat(Pkcs12Mac.of(der(sha256, OCTETS, new ASN1Integer(2048))).cost())
        .isEqualTo(new KeyEncryption(true, 2048, Optional.empty()));
  }

  private static KeyEncryption pbmac1(ASN1Encodable... pbkdf2) throws Exception {
    ASN1Encodable derivation =
        HostileFile.sequence(PKCSObjectIdentifiers.id_PBKDF2, HostileFile.sequence(pbkdf2));
    ASN1Encodable hmac = HostileFile.sequence(PKCSObjectIdentifiers.id_hmacWithSHA256);
    return Pkcs12Mac.of(
            der(digest(PBMAC1, HostileFile.sequence(derivation, hmac)), OCTETS, new ASN1Integer(1)))
        .cost();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 32, 64})
  void takesAMacWithAKeyThatIsLongEnough(int length) throws Exception {
    assertThat(pbmac1(OCTETS, new ASN1Integer(2048), new ASN1Integer(length)))
        .isEqualTo(new KeyEncryption(false, 2048, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 1, 0, -20})
  void refusesAMacThatAnybodyCouldMake(int length) throws Exception {
    assertThat(pbmac1(OCTETS, new ASN1Integer(2048), new ASN1Integer(length)))
        .isEqualTo(
            new KeyEncryption(false, 0, Optional.of("a MAC whose key is shorter than 20 bytes")));
  }

  @Test
  void refusesAMacThatDoesNotSayHowLongItsKeyIs() throws Exception {
    Optional<String> expected = Optional.of("a MAC whose key is shorter than 20 bytes");

    assertThat(pbmac1(OCTETS, new ASN1Integer(2048)).excess()).isEqualTo(expected);
    assertThat(
            pbmac1(
                    OCTETS,
                    new ASN1Integer(2048),
                    HostileFile.sequence(PKCSObjectIdentifiers.id_hmacWithSHA256))
                .excess())
        .isEqualTo(expected);
  }

  private static ASN1Encodable bag(String kind, ASN1Encodable value) {
    return HostileFile.sequence(PKCSObjectIdentifiers.bagtypes.branch(kind), wrapped(value));
  }

  private static Der nested(int levels) throws Exception {
    ASN1Encodable bag = bag("1", HostileFile.sequence(new ASN1Integer(BigInteger.ONE)));
    for (int i = 0; i < levels; i++) {
      bag = bag("6", HostileFile.sequence(bag));
    }
    return der(bag);
  }

  @Test
  void readsBagsInsideOthersUpToABound() throws Exception {
    assertThat(Pkcs12Bag.all(nested(0))).singleElement().hasToString("KEY");
    assertThat(Pkcs12Bag.all(nested(7))).singleElement().hasToString("KEY");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Pkcs12Bag.all(nested(8)))
        .withMessage("bags nested too deeply");
  }

  @Test
  void refusesWhatAreNoBags() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Pkcs12Bag.all(Der.of(new DERSet(bag("1", OCTETS)).getEncoded())))
        .withMessage("no bags");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Pkcs12Bag.all(der(HostileFile.sequence(PKCSObjectIdentifiers.keyBag))))
        .withMessage("a bag without a value");
  }
}
