package io.github.jdbctls.it.corpus;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** A private key as BouncyCastle writes it. Immutable. */
record BouncyCastleKey(PrivateKeyInfo key, String password) {
  private static final Map<String, ASN1ObjectIdentifier> CIPHERS =
      Map.of(
          "aes-128-cbc", NISTObjectIdentifiers.id_aes128_CBC,
          "aes-192-cbc", NISTObjectIdentifiers.id_aes192_CBC,
          "aes-256-cbc", NISTObjectIdentifiers.id_aes256_CBC,
          "des3", PKCSObjectIdentifiers.des_EDE3_CBC);
  private static final Map<String, ASN1ObjectIdentifier> HASHES =
      Map.of(
          "hmacWithSHA1", PKCSObjectIdentifiers.id_hmacWithSHA1,
          "hmacWithSHA224", PKCSObjectIdentifiers.id_hmacWithSHA224,
          "hmacWithSHA256", PKCSObjectIdentifiers.id_hmacWithSHA256,
          "hmacWithSHA384", PKCSObjectIdentifiers.id_hmacWithSHA384,
          "hmacWithSHA512", PKCSObjectIdentifiers.id_hmacWithSHA512,
          "hmacWithSHA3-256", NISTObjectIdentifiers.id_hmacWithSHA3_256);
  private static final Map<String, ASN1ObjectIdentifier> PKCS12_SCHEMES =
      Map.of(
          "PBE-SHA1-3DES", PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
          "PBE-SHA1-2DES", PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC,
          "PBE-SHA1-RC2-128", PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC,
          "PBE-SHA1-RC2-40", PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC);
  private static final Map<String, String> OLD_CIPHERS =
      Map.of(
          "des", "DES-CBC",
          "des3", "DES-EDE3-CBC",
          "aes128", "AES-128-CBC",
          "aes192", "AES-192-CBC",
          "aes256", "AES-256-CBC",
          "bf", "BF-CBC",
          "rc2", "RC2-CBC");

  /** Whether it has the scheme. */
  static boolean makes(Scheme scheme) {
    return switch (scheme.family()) {
      case NONE, SCRYPT -> true;
      case PBES2 -> CIPHERS.containsKey(scheme.cipher()) && HASHES.containsKey(scheme.hash());
      case PBE -> PKCS12_SCHEMES.containsKey(scheme.cipher());
      case DEK_INFO -> OLD_CIPHERS.containsKey(scheme.cipher());
      case STORE -> false;
    };
  }

  /** PKCS#8, encrypted or not. */
  byte[] pkcs8(Scheme scheme) throws IOException, OperatorCreationException {
    return scheme.equals(Scheme.NONE)
        ? key.getEncoded()
        : new PKCS8EncryptedPrivateKeyInfoBuilder(key).build(encryptor(scheme)).getEncoded();
  }

  /** As {@link #pkcs8}, as PEM. */
  String pkcs8Pem(Scheme scheme) throws IOException, OperatorCreationException {
    String label = scheme.equals(Scheme.NONE) ? "PRIVATE KEY" : "ENCRYPTED PRIVATE KEY";
    return TestCertificate.write(new PemObject(label, pkcs8(scheme)));
  }

  /** What encrypts by the scheme. */
  OutputEncryptor encryptor(Scheme scheme) throws OperatorCreationException {
    JcePKCSPBEOutputEncryptorBuilder builder =
        switch (scheme.family()) {
          case PBES2 ->
              new JcePKCSPBEOutputEncryptorBuilder(known(CIPHERS, scheme.cipher()))
                  .setPRF(new AlgorithmIdentifier(known(HASHES, scheme.hash()), DERNull.INSTANCE));
          case SCRYPT ->
              new JcePKCSPBEOutputEncryptorBuilder(
                  new ScryptConfig.Builder(16384, 8, 1).withSaltLength(16).build(),
                  known(CIPHERS, scheme.cipher()));
          case PBE -> new JcePKCSPBEOutputEncryptorBuilder(known(PKCS12_SCHEMES, scheme.cipher()));
          default -> throw new IllegalArgumentException(scheme.toString());
        };
    return builder.setProvider(new BouncyCastleProvider()).build(password.toCharArray());
  }

  /** PKCS#1, SEC1 or OpenSSL's form of DSA keys, without encryption. */
  byte[] traditional() throws IOException {
    return named().parsePrivateKey().toASN1Primitive().getEncoded();
  }

  /** PKCS#1, SEC1 or OpenSSL's form of DSA keys as PEM. */
  String traditionalPem(Scheme scheme) throws IOException {
    PEMEncryptor encryptor =
        scheme.equals(Scheme.NONE)
            ? null
            : new JcePEMEncryptorBuilder(known(OLD_CIPHERS, scheme.cipher()))
                .setProvider(new BouncyCastleProvider())
                .build(password.toCharArray());
    return write(new MiscPEMGenerator(named(), encryptor));
  }

  private static String write(MiscPEMGenerator generator) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(generator.generate());
    }
    return text.toString();
  }

  /** The curve as {@code EC PARAMETERS}. */
  String curvePem() throws IOException {
    ASN1Encodable curve = key.getPrivateKeyAlgorithm().getParameters();
    return TestCertificate.write(
        new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()));
  }

  /**
   * RFC 5915 wants the curve inside of a key that stands alone; inside of PKCS#8 it is left out.
   */
  private PrivateKeyInfo named() throws IOException {
    AlgorithmIdentifier algorithm = key.getPrivateKeyAlgorithm();
    if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return key;
    }
    ECPrivateKey inner = ECPrivateKey.getInstance(key.parsePrivateKey());
    return new PrivateKeyInfo(
        algorithm,
        new ECPrivateKey(inner.getPrivateKey(), algorithm.getParameters(), inner.getPublicKey()));
  }

  private static <T> T known(Map<String, T> map, String name) {
    @Nullable T value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }
}
