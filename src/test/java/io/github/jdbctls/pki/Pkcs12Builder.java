package io.github.jdbctls.pki;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.jspecify.annotations.Nullable;

/** Builds PKCS#12 stores as OpenSSL, Windows and attackers do, with BouncyCastle. */
public final class Pkcs12Builder {
  /** How certificates and keys are encrypted. */
  public enum Scheme {
    NONE,
    PBES2_AES,
    PBES2_AES_SHA512,
    PBES2_SCRYPT,
    SHA1_3DES,
    SHA1_2KEY_3DES,
    SHA1_RC2_40,
    SHA1_RC4_128;

    public boolean isEncrypted() {
      return this != NONE;
    }

    private OutputEncryptor encryptor(char[] password) throws Exception {
      JcePKCSPBEOutputEncryptorBuilder builder =
          switch (this) {
            case PBES2_AES ->
                new JcePKCSPBEOutputEncryptorBuilder(
                    new PBKDF2Config.Builder()
                        .withIterationCount(2048)
                        .withPRF(PBKDF2Config.PRF_SHA256)
                        .build(),
                    NISTObjectIdentifiers.id_aes256_CBC);
            case PBES2_AES_SHA512 ->
                new JcePKCSPBEOutputEncryptorBuilder(
                    new PBKDF2Config.Builder()
                        .withIterationCount(2048)
                        .withPRF(PBKDF2Config.PRF_SHA512)
                        .build(),
                    NISTObjectIdentifiers.id_aes128_CBC);
            case PBES2_SCRYPT ->
                new JcePKCSPBEOutputEncryptorBuilder(
                    new ScryptConfig.Builder(1024, 8, 1).build(),
                    NISTObjectIdentifiers.id_aes256_CBC);
            case SHA1_3DES -> schemes("3");
            case SHA1_2KEY_3DES -> schemes("4");
            case SHA1_RC2_40 -> schemes("6");
            case SHA1_RC4_128 -> schemes("1");
            case NONE -> throw new IllegalStateException();
          };
      return builder.setProvider(new BouncyCastleProvider()).build(password);
    }

    private static JcePKCSPBEOutputEncryptorBuilder schemes(String arc) {
      return new JcePKCSPBEOutputEncryptorBuilder(PKCSObjectIdentifiers.pkcs_12PbeIds.branch(arc));
    }
  }

  private record Key(PrivateKeyInfo info, boolean identified) {}

  private final Scheme scheme;
  private final List<Key> keys = new ArrayList<>();
  private final List<PKCS12SafeBag> certificates = new ArrayList<>();
  private String mac = "SHA-256";
  private int macIterations = 2048;
  private int levels;
  private @Nullable String keyPassword;

  private Pkcs12Builder(Scheme scheme) {
    this.scheme = scheme;
  }

  public static Pkcs12Builder of(Scheme scheme) {
    return new Pkcs12Builder(scheme);
  }

  /** Adds certificates without any attribute, as {@code openssl pkcs12 -export -nokeys}. */
  public Pkcs12Builder certificates(List<X509Certificate> added) throws Exception {
    for (X509Certificate certificate : added) {
      certificates.add(bag(certificate).build());
    }
    return this;
  }

  /**
   * Adds a key with its chain, whose issuers come first, as some tools write it.
   *
   * @param identified whether key and leaf have the identifier by which they find each other
   */
  public Pkcs12Builder identity(TestCertificate certificate, boolean identified) throws Exception {
    certificates(certificate.chain().subList(1, certificate.chain().size()));
    PKCS12SafeBagBuilder leaf = bag(certificate.certificate());
    if (identified) {
      leaf.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, new DEROctetString(new byte[] {1}));
    }
    certificates.add(leaf.build());
    keys.add(new Key(PrivateKeyInfo.getInstance(certificate.key().getEncoded()), identified));
    return this;
  }

  /** Adds a key without any certificate, with the name {@code app}. */
  public Pkcs12Builder keyOnly(TestCertificate certificate) {
    keys.add(new Key(PrivateKeyInfo.getInstance(certificate.key().getEncoded()), true));
    return this;
  }

  /** With another password for the keys than for all else. */
  public Pkcs12Builder keyPassword(String password) {
    keyPassword = password;
    return this;
  }

  public Pkcs12Builder withoutMac() {
    mac = "";
    return this;
  }

  /** With a MAC of this hash, or {@code PBMAC1}. */
  public Pkcs12Builder mac(String hash) {
    mac = hash;
    return this;
  }

  /** With a MAC that says that it has so many iterations. */
  public Pkcs12Builder declaredMacIterations(int count) {
    macIterations = count;
    return this;
  }

  /** With each bag of a key inside so many other bags. */
  public Pkcs12Builder nested(int newLevels) {
    levels = newLevels;
    return this;
  }

  public byte[] bytes(String password) throws Exception {
    char[] chars = password.toCharArray();
    PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
    if (scheme.isEncrypted()) {
      if (!certificates.isEmpty()) {
        builder.addEncryptedData(
            scheme.encryptor(chars), certificates.toArray(new PKCS12SafeBag[0]));
      }
    } else {
      for (PKCS12SafeBag bag : certificates) {
        builder.addData(bag);
      }
    }
    char[] keyChars = (keyPassword == null ? password : keyPassword).toCharArray();
    for (Key key : keys) {
      PKCS12SafeBagBuilder bag =
          scheme.isEncrypted()
              ? new PKCS12SafeBagBuilder(key.info(), scheme.encryptor(keyChars))
              : new PKCS12SafeBagBuilder(key.info());
      bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString("app"));
      if (key.identified()) {
        bag.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, new DEROctetString(new byte[] {1}));
      }
      builder.addData(nest(bag.build()));
    }
    if (mac.isEmpty()) {
      return builder.build(null, chars).getEncoded(ASN1Encoding.DL);
    }
    Pfx pfx = builder.build(macBuilder(), chars).toASN1Structure();
    if (macIterations != 2048) {
      pfx =
          new Pfx(
              pfx.getAuthSafe(),
              new MacData(pfx.getMacData().getMac(), new byte[8], macIterations));
    }
    return pfx.getEncoded(ASN1Encoding.DER);
  }

  private PKCS12SafeBag nest(PKCS12SafeBag bag) {
    SafeBag nested = bag.toASN1Structure();
    for (int i = 0; i < levels; i++) {
      nested = new SafeBag(PKCSObjectIdentifiers.safeContentsBag, new DERSequence(nested));
    }
    return new PKCS12SafeBag(nested);
  }

  private PKCS12MacCalculatorBuilder macBuilder() throws Exception {
    if (mac.equals("PBMAC1")) {
      AlgorithmIdentifier hmac =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
      return new BcPKCS12PBMac1CalculatorBuilder(
          new PBMAC1Params(
              new AlgorithmIdentifier(
                  PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[16], 2048, 32, hmac)),
              hmac));
    }
    ASN1ObjectIdentifier hash =
        switch (mac) {
          case "SHA-1" -> OIWObjectIdentifiers.idSHA1;
          case "SHA-256" -> NISTObjectIdentifiers.id_sha256;
          case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
          case "SHA-512" -> NISTObjectIdentifiers.id_sha512;
          default -> NISTObjectIdentifiers.id_sha3_256;
        };
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(hash, DERNull.INSTANCE);
    return new BcPKCS12MacCalculatorBuilder(
            BcDefaultDigestProvider.INSTANCE.get(algorithm), algorithm)
        .setIterationCount(2048);
  }

  private static PKCS12SafeBagBuilder bag(X509Certificate certificate) throws Exception {
    return new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(certificate));
  }

  /** A store of so many parts which say that each of them costs so many iterations. */
  public static byte[] declaring(int parts, int iterations) throws IOException {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_PBES2,
            new PBES2Parameters(
                new KeyDerivationFunc(
                    PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[8], iterations)),
                new EncryptionScheme(
                    NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]))));
    ASN1EncodableVector infos = new ASN1EncodableVector();
    for (int i = 0; i < parts; i++) {
      infos.add(
          new ContentInfo(
              PKCSObjectIdentifiers.encryptedData,
              new EncryptedData(
                  PKCSObjectIdentifiers.data, algorithm, new DEROctetString(new byte[64]))));
    }
    return new Pfx(
            new ContentInfo(
                PKCSObjectIdentifiers.data,
                new DEROctetString(new DERSequence(infos).getEncoded(ASN1Encoding.DER))),
            new MacData(
                new DigestInfo(
                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE),
                    new byte[32]),
                new byte[8],
                1))
        .getEncoded(ASN1Encoding.DER);
  }

  /** The same store with indefinite lengths and its content in segments, as Windows writes it. */
  public static byte[] indefinite(byte[] store) throws IOException {
    return indefinite(ASN1Primitive.fromByteArray(store)).toASN1Primitive().getEncoded();
  }

  private static ASN1Encodable indefinite(ASN1Encodable value) {
    if (value instanceof ASN1Sequence sequence) {
      ASN1EncodableVector vector = new ASN1EncodableVector();
      sequence.forEach(child -> vector.add(indefinite(child)));
      return new BERSequence(vector);
    }
    if (value instanceof ASN1TaggedObject tagged) {
      return new BERTaggedObject(
          tagged.isExplicit(), tagged.getTagNo(), indefinite(tagged.getExplicitBaseObject()));
    }
    if (value instanceof ASN1OctetString octets && octets.getOctets().length > 100) {
      return new BEROctetString(octets.getOctets(), 100);
    }
    return value;
  }
}
