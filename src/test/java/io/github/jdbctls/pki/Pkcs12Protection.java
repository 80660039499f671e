package io.github.jdbctls.pki;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** How a PKCS#12 key store is protected. */
public enum Pkcs12Protection {
  /** PBES2 with AES, and a MAC by SHA-256. */
  MODERN,
  /** What Windows and OpenSSL 1 write: RC2 of 40 bits, Triple DES, and a MAC by SHA-1. */
  LEGACY,
  /** Encrypted, but without the MAC of the whole. */
  WITHOUT_MAC;

  /** A store with one key and its chain. */
  public byte[] store(TestCertificate certificate, char[] password, int iterations)
      throws Exception {
    byte[] keyId = {1};
    PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
    PKCS12SafeBagBuilder key =
        new JcaPKCS12SafeBagBuilder(
            certificate.key(),
            encryptor(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, iterations, password));
    name(key, keyId);
    builder.addData(key.build());
    PKCS12SafeBag[] chain = new PKCS12SafeBag[certificate.chain().size()];
    int next = 0;
    for (X509Certificate link : certificate.chain()) {
      PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(link));
      if (next == 0) {
        name(bag, keyId);
      }
      chain[next++] = bag.build();
    }
    builder.addEncryptedData(
        encryptor(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, iterations, password), chain);
    return store(builder, password, iterations).getEncoded();
  }

  private static void name(PKCS12SafeBagBuilder bag, byte[] keyId) {
    bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString("key"));
    bag.addBagAttribute(
        PKCSObjectIdentifiers.pkcs_9_at_localKeyId,
        new org.bouncycastle.asn1.DEROctetString(keyId));
  }

  private PKCS12PfxPdu store(PKCS12PfxPduBuilder builder, char[] password, int iterations)
      throws Exception {
    ASN1ObjectIdentifier digest =
        this == LEGACY ? OIWObjectIdentifiers.idSHA1 : NISTObjectIdentifiers.id_sha256;
    return this == WITHOUT_MAC
        ? builder.build(null, null)
        : builder.build(
            new JcePKCS12MacCalculatorBuilder(digest)
                .setProvider(new BouncyCastleProvider())
                .setIterationCount(iterations),
            password);
  }

  private OutputEncryptor encryptor(ASN1ObjectIdentifier legacy, int iterations, char[] password)
      throws Exception {
    JcePKCSPBEOutputEncryptorBuilder builder =
        this == LEGACY
            ? new JcePKCSPBEOutputEncryptorBuilder(legacy).setIterationCount(iterations)
            : new JcePKCSPBEOutputEncryptorBuilder(
                new PBKDF2Config.Builder().withIterationCount(iterations).build(),
                NISTObjectIdentifiers.id_aes256_CBC);
    return builder.setProvider(new BouncyCastleProvider()).build(password);
  }
}
