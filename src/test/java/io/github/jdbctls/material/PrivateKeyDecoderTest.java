package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyDecoderTest {
  private static final PrivateKeyDecoder DECODER =
      new PrivateKeyDecoder(Place.of(Settings.system().origin(), Path.of("/app.key")));

  private static PrivateKey decode(Content.Kind kind, byte[] key) throws Exception {
    return DECODER.decode(kind, key, Optional.empty());
  }

  private static void assertRefused(
      Content.Kind kind, byte[] key, TlsFailure failure, String text) {
    Problem problem = problemOf(() -> decode(kind, key));
    assertThat(problem.failure()).isEqualTo(failure);
    assertThat(problem.message()).contains(text);
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "ED25519", "ED448", "RSASSA_PSS"})
  void readsKeysWithAttributesAndPublicKey(KeyAlgorithm algorithm) throws Exception {
    KeyPair keys = algorithm.newKeyPair();
    PrivateKeyInfo plain = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
    ASN1Set attributes =
        new DERSet(
            new Attribute(
                PKCSObjectIdentifiers.pkcs_9_at_friendlyName,
                new DERSet(new DERPrintableString("app"))));
    byte[] publicKey =
        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
            .getPublicKeyData()
            .getOctets();
    byte[] version1 =
        new PrivateKeyInfo(plain.getPrivateKeyAlgorithm(), plain.parsePrivateKey(), attributes)
            .getEncoded();
    byte[] version2 =
        new PrivateKeyInfo(
                plain.getPrivateKeyAlgorithm(), plain.parsePrivateKey(), attributes, publicKey)
            .getEncoded();

    assertThat(KeyPairCheck.belongTogether(decode(Content.Kind.PKCS8, version1), keys.getPublic()))
        .isTrue();
    assertThat(KeyPairCheck.belongTogether(decode(Content.Kind.PKCS8, version2), keys.getPublic()))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "SHA-384", "SHA-512"})
  void readsKeysOfPssThatAreBoundToAHash(String hash) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
    generator.initialize(
        new RSAKeyGenParameterSpec(
            2048,
            RSAKeyGenParameterSpec.F4,
            new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), 20, 1)));
    KeyPair keys = generator.generateKeyPair();

    PrivateKey key = decode(Content.Kind.PKCS8, keys.getPrivate().getEncoded());

    assertThat(key.getAlgorithm()).isEqualTo("RSASSA-PSS");
    assertThat(KeyPairCheck.belongTogether(key, keys.getPublic())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521"})
  void recognisesItsCurvesByTheirParameters(KeyAlgorithm algorithm) throws Exception {
    KeyPair keys = algorithm.newKeyPair();
    String name = algorithm.name().replace("EC_P", "secp") + "r1";

    byte[] pkcs8 = withParameters(keys, SECNamedCurves.getByName(name));

    PrivateKey key = decode(Content.Kind.PKCS8, pkcs8);
    assertThat(((ECPrivateKey) key).getS()).isEqualTo(((ECPrivateKey) keys.getPrivate()).getS());
    assertThat(KeyPairCheck.belongTogether(key, keys.getPublic())).isTrue();
  }

  @Test
  void refusesCurvesThatOnlyResembleItsOwn() throws Exception {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    X9ECParameters p256 = SECNamedCurves.getByName("secp256r1");
    X9ECParameters otherPoint =
        new X9ECParameters(
            p256.getCurve(), new X9ECPoint(p256.getG().twice(), false), p256.getN(), p256.getH());
    X9ECParameters otherOrder =
        new X9ECParameters(
            p256.getCurve(),
            new X9ECPoint(p256.getG(), false),
            p256.getN().subtract(BigInteger.TWO),
            p256.getH());
    X9ECParameters foreign = SECNamedCurves.getByName("secp256k1");

    for (X9ECParameters parameters : new X9ECParameters[] {otherPoint, otherOrder, foreign}) {
      assertRefused(
          Content.Kind.PKCS8,
          withParameters(keys, parameters),
          TlsFailure.KEY_UNSUPPORTED,
          "on a curve without a name");
    }
  }

  private static byte[] withParameters(KeyPair keys, X9ECParameters parameters) throws Exception {
    PrivateKeyInfo plain = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters),
            plain.parsePrivateKey())
        .getEncoded();
  }

  @Test
  @Timeout(120)
  void refusesNumbersThatWouldTakeHours() throws Exception {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) KeyAlgorithm.RSA_2048.newKeyPair().getPrivate();
    BigInteger huge = BigInteger.ONE.shiftLeft(1_000_000).add(BigInteger.ONE);
    BigInteger absurd = BigInteger.ONE.shiftLeft(99_999).add(BigInteger.ONE);

    assertRefused(
        Content.Kind.PKCS1,
        pkcs1(absurd, key.getPublicExponent(), key.getPrimeP()),
        TlsFailure.KEY_UNSUPPORTED,
        "100000 bits (at most 16384)");
    assertRefused(
        Content.Kind.PKCS1,
        pkcs1(key.getModulus(), key.getPublicExponent(), huge),
        TlsFailure.WRONG_CONTENT,
        "cannot be decoded");
    byte[] pkcs8 =
        new PrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                RSAPrivateKey.getInstance(pkcs1(key.getModulus(), huge, key.getPrimeP())))
            .getEncoded();
    assertRefused(Content.Kind.PKCS8, pkcs8, TlsFailure.WRONG_CONTENT, "cannot be decoded");
  }

  private static byte[] pkcs1(BigInteger modulus, BigInteger exponent, BigInteger prime)
      throws Exception {
    return new RSAPrivateKey(
            modulus,
            exponent,
            BigInteger.TEN,
            prime,
            BigInteger.TWO,
            BigInteger.TWO,
            BigInteger.TWO,
            BigInteger.TWO)
        .getEncoded();
  }

  @Test
  void refusesEcKeysThatDoNotNameTheirCurve() throws Exception {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    PrivateKeyInfo plain = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
    byte[] sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, ((ECPrivateKey) keys.getPrivate()).getS())
            .getEncoded();
    byte[] inherited =
        new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, DERNull.INSTANCE),
                plain.parsePrivateKey())
            .getEncoded();

    assertRefused(
        Content.Kind.SEC1, sec1, TlsFailure.KEY_UNSUPPORTED, "that does not name its curve");
    assertRefused(
        Content.Kind.PKCS8, inherited, TlsFailure.KEY_UNSUPPORTED, "whose curve has no name");
  }

  @Test
  void findsThatANumberOfAnRsaKeyIsMissing() throws Exception {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) KeyAlgorithm.RSA_2048.newKeyPair().getPrivate();
    byte[] cut =
        HostileFile.sequence(
                new ASN1Integer(0),
                new ASN1Integer(key.getModulus()),
                new ASN1Integer(key.getPublicExponent()),
                new ASN1Integer(key.getPrivateExponent()))
            .getEncoded();

    Problem problem = problemOf(() -> decode(Content.Kind.PKCS1, cut));

    assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problem.cause()).hasMessage("a number is missing");
  }

  @Test
  void takesPrimesOfWhichOneHasThreeQuartersOfTheModulusAndNoMore() throws Exception {
    PrivateKey key = decode(Content.Kind.PKCS1, unevenKey(768, 256));

    assertThat(((RSAPrivateCrtKey) key).getPrimeP().bitLength()).isEqualTo(768);
    assertThat(problemOf(() -> decode(Content.Kind.PKCS1, unevenKey(769, 255))).cause())
        .hasMessage("primes of too different lengths");
  }

  /** A key whose modulus has 1024 bits. */
  private static byte[] unevenKey(int longer, int shorter) throws Exception {
    SecureRandom random = new SecureRandom();
    BigInteger exponent = BigInteger.valueOf(65537);
    BigInteger p;
    BigInteger q;
    BigInteger totient;
    do {
      p = BigInteger.probablePrime(longer, random);
      q = BigInteger.probablePrime(shorter, random);
      totient = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
    } while (p.multiply(q).bitLength() != 1024 || !exponent.gcd(totient).equals(BigInteger.ONE));
    BigInteger secret = exponent.modInverse(totient);
    return HostileFile.sequence(
            new ASN1Encodable[] {
              new ASN1Integer(0),
              new ASN1Integer(p.multiply(q)),
              new ASN1Integer(exponent),
              new ASN1Integer(secret),
              new ASN1Integer(p),
              new ASN1Integer(q),
              new ASN1Integer(secret.mod(p.subtract(BigInteger.ONE))),
              new ASN1Integer(secret.mod(q.subtract(BigInteger.ONE))),
              new ASN1Integer(q.modInverse(p))
            })
        .getEncoded();
  }
}
