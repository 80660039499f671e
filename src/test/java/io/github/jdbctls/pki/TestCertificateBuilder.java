package io.github.jdbctls.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Builds a {@link TestCertificate}; by default a valid X.509 v3 certificate with an EC key. */
public final class TestCertificateBuilder {
  private record Entry(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

  private static final String PSS = "SHA256withRSAandMGF1";

  private X500Name subject;
  private KeyAlgorithm algorithm = KeyAlgorithm.EC_P256;
  private @Nullable KeyPair keyPair;
  private @Nullable String signature;
  private Instant notBefore = Instant.now().minus(Duration.ofHours(1));
  private Instant notAfter = Instant.now().plus(Duration.ofDays(30));
  private final List<GeneralName> alternativeNames = new ArrayList<>();
  private final List<Entry> extensions = new ArrayList<>();
  private @Nullable Time lastMoment;
  private boolean version1;
  private boolean keyIdentifiers = true;

  TestCertificateBuilder(String commonName) {
    this.subject = new X500Name("CN=" + commonName);
  }

  /** Replaces the whole subject, such as {@code CN=a,O=b}. */
  public TestCertificateBuilder subject(String distinguishedName) {
    this.subject = new X500Name(distinguishedName);
    return this;
  }

  /** Basic constraints and key usage of an authority. */
  public TestCertificateBuilder asAuthority() {
    return with(Extension.basicConstraints, true, new BasicConstraints(true))
        .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  /** As an authority that allows this many intermediates below it. */
  public TestCertificateBuilder pathLength(int length) {
    return with(Extension.basicConstraints, true, new BasicConstraints(length));
  }

  public TestCertificateBuilder keyUsage(int bits) {
    return with(Extension.keyUsage, true, new KeyUsage(bits));
  }

  public TestCertificateBuilder extendedKeyUsage(KeyPurposeId... purposes) {
    return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
  }

  public TestCertificateBuilder nameConstraints(
      GeneralName @Nullable [] permitted, GeneralName @Nullable [] excluded) {
    return with(
        Extension.nameConstraints,
        true,
        new NameConstraints(subtrees(permitted), subtrees(excluded)));
  }

  private static GeneralSubtree @Nullable [] subtrees(GeneralName @Nullable [] names) {
    if (names == null) {
      return null;
    }
    GeneralSubtree[] subtrees = new GeneralSubtree[names.length];
    for (int i = 0; i < names.length; i++) {
      subtrees[i] = new GeneralSubtree(names[i]);
    }
    return subtrees;
  }

  /** Adds an extension, in place of one with the same identifier. */
  public TestCertificateBuilder with(
      ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    without(id);
    extensions.add(new Entry(id, critical, value));
    return this;
  }

  /** Takes an extension out again. */
  public TestCertificateBuilder without(ASN1ObjectIdentifier id) {
    extensions.removeIf(e -> e.id().equals(id));
    return this;
  }

  public TestCertificateBuilder dnsName(String name) {
    return alternativeName(new GeneralName(GeneralName.dNSName, name));
  }

  public TestCertificateBuilder ipAddress(String address) {
    return alternativeName(new GeneralName(GeneralName.iPAddress, address));
  }

  public TestCertificateBuilder alternativeName(GeneralName name) {
    alternativeNames.add(name);
    return this;
  }

  public TestCertificateBuilder algorithm(KeyAlgorithm newAlgorithm) {
    this.algorithm = newAlgorithm;
    return this;
  }

  /** Uses this key pair in place of a new one. */
  public TestCertificateBuilder keyPair(KeyPair newKeyPair) {
    this.keyPair = newKeyPair;
    return this;
  }

  /** Signs with this algorithm, such as {@code SHA1withRSA}, in place of the issuer's usual one. */
  public TestCertificateBuilder signature(String newSignature) {
    this.signature = newSignature;
    return this;
  }

  public TestCertificateBuilder valid(Instant from, Instant to) {
    this.notBefore = from;
    this.notAfter = to;
    return this;
  }

  /** Ends at a time that is written in this way, which need not be the usual one. */
  public TestCertificateBuilder notAfter(ASN1Primitive time) {
    this.lastMoment = new Time(time);
    return this;
  }

  public TestCertificateBuilder expired() {
    return valid(Instant.now().minus(Duration.ofDays(10)), Instant.now().minus(Duration.ofDays(1)));
  }

  /** X.509 v1: no extensions at all. */
  public TestCertificateBuilder version1() {
    this.version1 = true;
    return this;
  }

  /** Leaves out subject and authority key identifier. */
  public TestCertificateBuilder withoutKeyIdentifiers() {
    this.keyIdentifiers = false;
    return this;
  }

  public TestCertificate selfSigned() {
    return build(null);
  }

  public TestCertificate issuedBy(TestCertificate issuer) {
    return build(issuer);
  }

  private TestCertificate build(@Nullable TestCertificate issuer) {
    KeyPair keys = keyPair != null ? keyPair : algorithm.newKeyPair();
    PrivateKey signingKey = issuer == null ? keys.getPrivate() : issuer.key();
    X500Name issuerName =
        issuer == null
            ? subject
            : X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    BigInteger serial = new BigInteger(120, new SecureRandom());
    try {
      String signatureName = signature != null ? signature : usualSignature(signingKey);
      JcaContentSignerBuilder signers = new JcaContentSignerBuilder(signatureName);
      if (signatureName.endsWith("MGF1")) {
        // The JDK has no name for the scheme with its parameters.
        signers.setProvider(new BouncyCastleProvider());
      }
      ContentSigner signer = signers.build(signingKey);
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      Date from = Date.from(notBefore);
      Date to = Date.from(notAfter);
      if (version1) {
        X509v1CertificateBuilder v1 =
            new JcaX509v1CertificateBuilder(
                issuerName, serial, from, to, subject, keys.getPublic());
        return new TestCertificate(converter.getCertificate(v1.build(signer)), keys, issuer);
      }
      X509v3CertificateBuilder v3 =
          new X509v3CertificateBuilder(
              issuerName,
              serial,
              new Time(from),
              lastMoment != null ? lastMoment : new Time(to),
              subject,
              SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      for (Entry e : extensions) {
        v3.addExtension(e.id(), e.critical(), e.value());
      }
      if (!alternativeNames.isEmpty()) {
        v3.addExtension(
            Extension.subjectAlternativeName,
            subject.getRDNs().length == 0,
            new GeneralNames(alternativeNames.toArray(new GeneralName[0])));
      }
      if (keyIdentifiers) {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        v3.addExtension(
            Extension.subjectKeyIdentifier,
            false,
            identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        v3.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            identifiers.createAuthorityKeyIdentifier(
                issuer == null ? keys.getPublic() : issuer.keyPair().getPublic()));
      }
      X509Certificate certificate = converter.getCertificate(v3.build(signer));
      return new TestCertificate(certificate, keys, issuer);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a key of this kind signs with unless told otherwise. */
  static String usualSignature(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "DSA" -> "SHA256withDSA";
      case "EdDSA" -> ((EdECKey) key).getParams().getName();
      case "RSASSA-PSS" -> PSS;
      default -> throw new IllegalArgumentException(key.getAlgorithm());
    };
  }
}
