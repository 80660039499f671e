package com.example.quickstart;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority which exists while this program runs. */
final class Authority {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final X500Name name;
  private final KeyPair keys;
  private final IssuedCertificate root;

  Authority(String name) throws Exception {
    this.name = new X500Name("CN=" + name);
    this.keys = newKeys();
    X509v3CertificateBuilder certificate =
        builder(this.name, keys, Instant.now().plus(A_DAY))
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    this.root = sign(certificate, keys);
  }

  /** Writes what clients are told to trust: the {@code sslrootcert}. */
  Path writeRoot(Path file) throws Exception {
    root.writeCertificate(file);
    return file;
  }

  IssuedCertificate issue(String host) throws Exception {
    return issue(host, Instant.now().plus(A_DAY));
  }

  IssuedCertificate issueExpired(String host) throws Exception {
    return issue(host, Instant.now().minus(A_DAY));
  }

  private IssuedCertificate issue(String host, Instant notAfter) throws Exception {
    KeyPair serverKeys = newKeys();
    GeneralName dnsName = new GeneralName(GeneralName.dNSName, host);
    X509v3CertificateBuilder certificate =
        builder(new X500Name("CN=" + host), serverKeys, notAfter)
            .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(dnsName));
    return sign(certificate, serverKeys);
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys, Instant end) {
    return new JcaX509v3CertificateBuilder(
        name,
        new BigInteger(120, new SecureRandom()),
        Date.from(end.minus(A_DAY.multipliedBy(2))),
        Date.from(end),
        subject,
        subjectKeys.getPublic());
  }

  private IssuedCertificate sign(X509v3CertificateBuilder certificate, KeyPair subjectKeys)
      throws GeneralSecurityException, OperatorCreationException {
    return new IssuedCertificate(
        new JcaX509CertificateConverter()
            .getCertificate(
                certificate.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))),
        subjectKeys.getPrivate());
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }
}
