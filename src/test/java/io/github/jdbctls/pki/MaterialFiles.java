package io.github.jdbctls.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.CertificateTrustBlock;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/**
 * One file of each container in which keys, certificates and revocation lists come, encrypted with
 * few iterations, so that thousands of readings take seconds. Not thread-safe.
 */
public final class MaterialFiles {
  private static final int ITERATIONS = 8;

  private final TestCertificate ec;
  private final TestCertificate rsa;
  private final char[] password;
  private final List<MaterialFile> files = new ArrayList<>();

  private MaterialFiles(TestCertificate ec, TestCertificate rsa, String password) {
    this.ec = ec;
    this.rsa = rsa;
    this.password = password.toCharArray();
  }

  /**
   * Makes the files.
   *
   * @param ec a certificate with an issuer and an EC key
   * @param rsa a certificate with an RSA key
   * @param password of all that is encrypted
   */
  public static List<MaterialFile> all(TestCertificate ec, TestCertificate rsa, String password)
      throws Exception {
    MaterialFiles made = new MaterialFiles(ec, rsa, password);
    made.addPlainKeys();
    made.addEncryptedKeys();
    made.addKeyStores();
    made.addCertificates();
    made.addRevocationLists();
    return List.copyOf(made.files);
  }

  private void addPlainKeys() throws Exception {
    addPem("PKCS8", new PemObject("PRIVATE KEY", ec.key().getEncoded()), ec.key());
    add("PKCS8 DER", rsa.key().getEncoded(), rsa.key());
    addPem("PKCS1", new PemObject("RSA PRIVATE KEY", inner(rsa.key())), rsa.key());
    add("PKCS1 DER", inner(rsa.key()), rsa.key());
    byte[] sec1 = KeyFormat.SEC1.bytes(ec, "");
    addPem("SEC1", sec1, ec.key());
    add("SEC1 DER", der(sec1), ec.key());
    addPem("EC PARAMETERS", KeyFormat.SEC1_AFTER_PARAMETERS.bytes(ec, ""), ec.key());
    addPem("key and chain", ascii(ec.keyPem() + ec.chainPem()), ec.key());
  }

  private void addEncryptedKeys() throws Exception {
    PBKDFConfig pbkdf2 = new PBKDF2Config.Builder().withIterationCount(ITERATIONS).build();
    PBKDFConfig scrypt = new ScryptConfig.Builder(2, 1, 1).build();
    addPem("PBES2", pkcs8(ec, pbes2(pbkdf2)), ec.key());
    add("PBES2 DER", pkcs8(rsa, pbes2(pbkdf2)).generate().getContent(), rsa.key());
    addPem("scrypt", pkcs8(ec, pbes2(scrypt)), ec.key());
    addPem("PBES1", pkcs8(ec, pbes1(PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC)), ec.key());
    addPem(
        "PKCS12 scheme",
        pkcs8(ec, pbes1(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)),
        ec.key());
    addPem("DEK-Info", dekInfo("AES-256-CBC"), rsa.key());
    addPem("DEK-Info DES", dekInfo("DES-EDE3-CBC"), rsa.key());
  }

  private void addKeyStores() throws Exception {
    for (Pkcs12Protection protection : Pkcs12Protection.values()) {
      add("PKCS12 " + protection, protection.store(ec, password, ITERATIONS), ec.key());
    }
    for (String type : Set.of("JKS", "JCEKS")) {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      store.setKeyEntry("key", ec.key(), password, ec.chain().toArray(new Certificate[0]));
      store.setCertificateEntry("root", ec.root().certificate());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password);
      add(type, out.toByteArray(), ec.key());
    }
  }

  private void addCertificates() throws Exception {
    byte[] root = ec.root().certificate().getEncoded();
    add("certificate", ascii(ec.chainPem() + ec.root().pem()));
    add("certificate DER", root);
    byte[] bundle =
        CertificateFactory.getInstance("X.509").generateCertPath(ec.chain()).getEncoded("PKCS7");
    add("PKCS7", pem(new PemObject("PKCS7", bundle)));
    add("PKCS7 DER", bundle);
    add(
        "TRUSTED CERTIFICATE",
        pem(
            new PemObject(
                "TRUSTED CERTIFICATE",
                new X509TrustedCertificateBlock(
                        new JcaX509CertificateHolder(ec.root().certificate()),
                        new CertificateTrustBlock(
                            Set.of(
                                new ASN1ObjectIdentifier(KeyPurposeId.id_kp_serverAuth.getId()))))
                    .getEncoded())));
  }

  private void addRevocationLists() {
    TestCrl list = TestCrl.of(ec.root()).revoking(ec);
    add("CRL", ascii(list.pem()));
    add("CRL DER", list.der());
  }

  private void addPem(String name, PemObjectGenerator object, PrivateKey key) throws Exception {
    addPem(name, pem(object), key);
  }

  private void addPem(String name, byte[] pem, PrivateKey key) {
    files.add(new MaterialFile(name, pem, List.of(key.getEncoded(), der(pem))));
  }

  private void add(String name, byte[] bytes, PrivateKey key) {
    files.add(new MaterialFile(name, bytes, List.of(key.getEncoded(), bytes)));
  }

  private void add(String name, byte[] bytes) {
    files.add(new MaterialFile(name, bytes, List.of()));
  }

  private JcaPKCS8Generator pkcs8(TestCertificate certificate, OutputEncryptor encryptor)
      throws Exception {
    return new JcaPKCS8Generator(certificate.key(), encryptor);
  }

  private OutputEncryptor pbes2(PBKDFConfig derivation) throws Exception {
    return new JcePKCSPBEOutputEncryptorBuilder(derivation, NISTObjectIdentifiers.id_aes256_CBC)
        .setProvider(new BouncyCastleProvider())
        .build(password);
  }

  private OutputEncryptor pbes1(ASN1ObjectIdentifier scheme) throws Exception {
    return new JcePKCSPBEOutputEncryptorBuilder(scheme)
        .setProvider(new BouncyCastleProvider())
        .setIterationCount(ITERATIONS)
        .build(password);
  }

  private PemObjectGenerator dekInfo(String cipher) throws IOException {
    return new MiscPEMGenerator(
        PrivateKeyInfo.getInstance(rsa.key().getEncoded()),
        new JcePEMEncryptorBuilder(cipher).setProvider(new BouncyCastleProvider()).build(password));
  }

  private static byte[] inner(PrivateKey key) throws IOException {
    return PrivateKeyInfo.getInstance(key.getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  private static byte[] pem(PemObjectGenerator object) throws IOException {
    return ascii(TestCertificate.write(object.generate()));
  }

  /** The content of the last block, which is where the key stands unless a chain follows. */
  private static byte[] der(byte[] pem) {
    String text = new String(pem, StandardCharsets.US_ASCII);
    int begin = text.indexOf("PRIVATE KEY-----") + "PRIVATE KEY-----".length();
    String body = text.substring(begin, text.indexOf("-----END", begin));
    int headers = body.indexOf("\n\n");
    return java.util.Base64.getMimeDecoder().decode(headers < 0 ? body : body.substring(headers));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
