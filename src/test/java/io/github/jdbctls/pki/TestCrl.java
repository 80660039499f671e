package io.github.jdbctls.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** Builds a revocation list; by default a current one, in which nothing is revoked. */
public final class TestCrl {
  private record Entry(BigInteger serialNumber, @Nullable Extensions extensions) {}

  private record Item(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

  private final TestCertificate issuer;
  private TestCertificate signer;
  private Instant thisUpdate = Instant.now().minus(Duration.ofMinutes(10));
  private @Nullable Instant nextUpdate = Instant.now().plus(Duration.ofDays(7));
  private boolean keyIdentifier = true;
  private @Nullable String signature;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Item> extensions = new ArrayList<>();

  private TestCrl(TestCertificate issuer) {
    this.issuer = issuer;
    this.signer = issuer;
  }

  /** Starts the list of an authority. */
  public static TestCrl of(TestCertificate issuer) {
    return new TestCrl(issuer);
  }

  public TestCrl revoking(TestCertificate certificate) {
    return revoking(certificate.certificate().getSerialNumber());
  }

  public TestCrl revoking(BigInteger serialNumber) {
    entries.add(new Entry(serialNumber, null));
    return this;
  }

  /** With a reason by its number, such as {@link CRLReason#certificateHold}. */
  public TestCrl revoking(TestCertificate certificate, int reason) {
    return revoking(certificate, Extension.reasonCode, false, CRLReason.lookup(reason));
  }

  /** With an extension of the entry. */
  public TestCrl revoking(
      TestCertificate certificate, ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    ExtensionsGenerator generator = new ExtensionsGenerator();
    try {
      generator.addExtension(id, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    entries.add(new Entry(certificate.certificate().getSerialNumber(), generator.generate()));
    return this;
  }

  /** Issued then, and valid until the other moment; null for a list that does not say. */
  public TestCrl valid(Instant from, @Nullable Instant to) {
    this.thisUpdate = from;
    this.nextUpdate = to;
    return this;
  }

  public TestCrl expired() {
    return valid(Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(2)));
  }

  public TestCrl notYetValid() {
    return valid(Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(9)));
  }

  /** Signed with the key of another, and with its key identifier. */
  public TestCrl signedBy(TestCertificate other) {
    this.signer = other;
    return this;
  }

  /** Signed with this algorithm, such as {@code SHA1withECDSA}. */
  public TestCrl signature(String algorithm) {
    this.signature = algorithm;
    return this;
  }

  public TestCrl withoutKeyIdentifier() {
    this.keyIdentifier = false;
    return this;
  }

  /** Adds an extension of the list. */
  public TestCrl with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    extensions.add(new Item(id, critical, value));
    return this;
  }

  /** The list as the JDK reads it. */
  public X509CRL build() {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] der() {
    try {
      X509v2CRLBuilder builder =
          new X509v2CRLBuilder(
              X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()),
              Date.from(thisUpdate));
      if (nextUpdate != null) {
        builder.setNextUpdate(Date.from(nextUpdate));
      }
      for (Entry entry : entries) {
        Date when = Date.from(thisUpdate.minus(Duration.ofMinutes(1)));
        if (entry.extensions() == null) {
          builder.addCRLEntry(entry.serialNumber(), when, CRLReason.unspecified);
        } else {
          builder.addCRLEntry(entry.serialNumber(), when, entry.extensions());
        }
      }
      if (keyIdentifier) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.keyPair().getPublic()));
      }
      for (Item extension : extensions) {
        builder.addExtension(extension.id(), extension.critical(), extension.value());
      }
      return builder.build(signer()).getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ContentSigner signer() throws Exception {
    PrivateKey key = signer.key();
    String name = signature != null ? signature : TestCertificateBuilder.usualSignature(key);
    JcaContentSignerBuilder signers = new JcaContentSignerBuilder(name);
    if (name.endsWith("MGF1")) {
      signers.setProvider(new BouncyCastleProvider());
    }
    return signers.build(key);
  }

  public String pem() {
    try {
      return TestCertificate.write(new PemObject("X509 CRL", der()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@link #pem} to the file. */
  public Path writePem(Path file) throws IOException {
    return Files.writeString(file, pem());
  }

  /** Writes {@link #der} to the file. */
  public Path writeDer(Path file) throws IOException {
    return Files.write(file, der());
  }
}
