package io.github.jdbctls.it.material;

import io.github.jdbctls.pki.TestCertificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * A PKCS#12 key store in the shape in which Windows and .NET export one, and RavenDB hands it out:
 * certificates first, all encrypted by SHA-1 and 3DES, 2000 rounds, MAC with SHA-1, and attributes
 * of the key which only Windows knows.
 */
final class WindowsKeyStore {
  private static final int ROUNDS = 2000;
  private static final byte[] LOCAL_KEY_IDENTIFIER = {1, 0, 0, 0};
  private static final ASN1ObjectIdentifier PROVIDER_NAME =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.17.1");
  private static final String PROVIDER = "Microsoft Enhanced Cryptographic Provider v1.0";

  private WindowsKeyStore() {}

  /** The store with this certificate and its key. */
  static byte[] of(TestCertificate client, String password) throws Exception {
    PKCS12SafeBag certificate =
        new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(client.certificate()))
            .addBagAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_localKeyId,
                new DEROctetString(LOCAL_KEY_IDENTIFIER))
            .build();
    PKCS12SafeBag key =
        new PKCS12SafeBagBuilder(
                PrivateKeyInfo.getInstance(client.key().getEncoded()), encryptor(password))
            .addBagAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_localKeyId,
                new DEROctetString(LOCAL_KEY_IDENTIFIER))
            .addBagAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_friendlyName,
                new DERBMPString("tp-5B7A00FF-03c2-4f2b-9d2e-5e5b9f6c0f11"))
            .addBagAttribute(PROVIDER_NAME, new DERBMPString(PROVIDER))
            .build();
    return new PKCS12PfxPduBuilder()
        .addEncryptedData(encryptor(password), certificate)
        .addData(key)
        .build(new BcPKCS12MacCalculatorBuilder().setIterationCount(ROUNDS), password.toCharArray())
        .getEncoded();
  }

  private static OutputEncryptor encryptor(String password) throws OperatorCreationException {
    return new JcePKCSPBEOutputEncryptorBuilder(
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)
        .setIterationCount(ROUNDS)
        .setProvider(new BouncyCastleProvider())
        .build(password.toCharArray());
  }
}
