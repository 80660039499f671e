package io.github.jdbctls.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The files in which private keys come. */
public enum KeyFormat {
  PKCS8,
  PKCS8_DER,
  PKCS8_AES,
  PKCS8_AES_DER,
  PKCS8_3DES,
  PKCS8_SCRYPT,
  PKCS8_PBE_SHA1_3DES,
  PKCS1,
  SEC1,
  SEC1_AFTER_PARAMETERS,
  DEK_INFO,
  PKCS12;

  /** Whether keys of this algorithm come in this format. */
  public boolean suits(KeyAlgorithm algorithm) {
    boolean rsa = algorithm.name().startsWith("RSA_");
    boolean ec = algorithm.name().startsWith("EC_");
    return switch (this) {
      case PKCS1 -> rsa;
      case SEC1, SEC1_AFTER_PARAMETERS -> ec;
      case DEK_INFO -> rsa || ec;
      default -> true;
    };
  }

  /** Whether it takes a password to read. */
  public boolean isEncrypted() {
    return switch (this) {
      case PKCS8, PKCS8_DER, PKCS1, SEC1, SEC1_AFTER_PARAMETERS -> false;
      default -> true;
    };
  }

  /** Writes the key (PKCS#12: with its chain) for the file's owner only. */
  public Path write(Path file, TestCertificate certificate, String password) throws Exception {
    Files.write(file, bytes(certificate, password));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** The bytes of such a file. */
  public byte[] bytes(TestCertificate certificate, String password) throws Exception {
    PrivateKey key = certificate.key();
    char[] chars = password.toCharArray();
    return switch (this) {
      case PKCS8 -> pem(new JcaPKCS8Generator(key, null).generate());
      case PKCS8_DER -> key.getEncoded();
      case PKCS8_AES ->
          pem(
              encrypted(
                  key, openssl(PKCS8Generator.AES_256_CBC, PKCS8Generator.PRF_HMACSHA256, chars)));
      case PKCS8_AES_DER ->
          encrypted(key, openssl(PKCS8Generator.AES_128_CBC, PKCS8Generator.PRF_HMACSHA1, chars))
              .getContent();
      case PKCS8_3DES ->
          pem(
              encrypted(
                  key, openssl(PKCS8Generator.DES3_CBC, PKCS8Generator.PRF_HMACSHA256, chars)));
      case PKCS8_SCRYPT ->
          pem(encrypted(key, pbes2(new ScryptConfig.Builder(1024, 8, 1).build(), chars)));
      case PKCS8_PBE_SHA1_3DES ->
          pem(
              encrypted(
                  key,
                  new JcePKCSPBEOutputEncryptorBuilder(PKCS8Generator.PBE_SHA1_3DES)
                      .setProvider(new BouncyCastleProvider())
                      .build(chars)));
      case PKCS1 -> pem(new PemObject("RSA PRIVATE KEY", inner(key)));
      case SEC1 -> pem(new PemObject("EC PRIVATE KEY", sec1WithCurve((ECPrivateKey) key)));
      case SEC1_AFTER_PARAMETERS ->
          concat(
              pem(new PemObject("EC PARAMETERS", curve(key).getEncoded())),
              pem(new PemObject("EC PRIVATE KEY", inner(key))));
      case DEK_INFO ->
          pem(
              new MiscPEMGenerator(
                      legacy(key),
                      new JcePEMEncryptorBuilder("AES-256-CBC")
                          .setProvider(new BouncyCastleProvider())
                          .build(chars))
                  .generate());
      case PKCS12 -> pkcs12(certificate, chars);
    };
  }

  /** An encrypted PKCS#8 key with any key derivation. */
  public static byte[] withDerivation(
      TestCertificate certificate, PBKDFConfig config, char[] password) throws Exception {
    return pem(encrypted(certificate.key(), pbes2(config, password)));
  }

  private static OutputEncryptor pbes2(PBKDFConfig config, char[] password) throws Exception {
    return new JcePKCSPBEOutputEncryptorBuilder(config, NISTObjectIdentifiers.id_aes256_CBC)
        .setProvider(new BouncyCastleProvider())
        .build(password);
  }

  private static OutputEncryptor openssl(
      ASN1ObjectIdentifier cipher, AlgorithmIdentifier prf, char[] password) throws Exception {
    return new JceOpenSSLPKCS8EncryptorBuilder(cipher)
        .setPRF(prf)
        .setPassword(password)
        .setProvider(new BouncyCastleProvider())
        .build();
  }

  private static PemObject encrypted(PrivateKey key, OutputEncryptor encryptor) throws IOException {
    return new JcaPKCS8Generator(key, encryptor).generate();
  }

  private static byte[] inner(PrivateKey key) throws IOException {
    return PrivateKeyInfo.getInstance(key.getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  private static ASN1ObjectIdentifier curve(PrivateKey key) {
    return ASN1ObjectIdentifier.getInstance(
        PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm().getParameters());
  }

  private static byte[] sec1WithCurve(ECPrivateKey key) throws IOException {
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            key.getParams().getOrder().bitLength(), key.getS(), curve(key))
        .getEncoded();
  }

  private static PrivateKeyInfo legacy(PrivateKey key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    return key instanceof ECPrivateKey ec
        ? new PrivateKeyInfo(
            info.getPrivateKeyAlgorithm(), ASN1Primitive.fromByteArray(sec1WithCurve(ec)))
        : info;
  }

  private static byte[] pkcs12(TestCertificate certificate, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", certificate.key(), password, certificate.chain().toArray(new Certificate[0]));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  private static byte[] pem(PemObject object) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[] first, byte[] second) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    out.write(second);
    return out.toByteArray();
  }
}
