package com.example.mariadb;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate authority which exists while the test runs, and writes files into a folder. */
final class Authority {
  private static final X500Name NAME = new X500Name("CN=sample CA");
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Path folder;
  private final KeyPair keys = newKeys();

  /** Writes {@code ca.crt}. */
  Authority(Path folder) throws Exception {
    this.folder = folder;
    X509v3CertificateBuilder root =
        builder(NAME, keys)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    sign(root, "ca.crt");
  }

  /** Writes {@code <name>.crt} and {@code <name>.key}. */
  void issue(String name) throws Exception {
    KeyPair ownKeys = newKeys();
    GeneralName dnsName = new GeneralName(GeneralName.dNSName, name);
    X509v3CertificateBuilder certificate =
        builder(new X500Name("CN=" + name), ownKeys)
            .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(dnsName));
    sign(certificate, name + ".crt");
    write(name + ".key", "PRIVATE KEY", ownKeys.getPrivate().getEncoded());
  }

  private static JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys) {
    return new JcaX509v3CertificateBuilder(
        NAME,
        new BigInteger(120, new SecureRandom()),
        Date.from(Instant.now().minus(A_DAY)),
        Date.from(Instant.now().plus(A_DAY)),
        subject,
        subjectKeys.getPublic());
  }

  private void sign(X509v3CertificateBuilder certificate, String file)
      throws OperatorCreationException, IOException {
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    write(file, "CERTIFICATE", certificate.build(signer).getEncoded());
  }

  /** Writes a PEM file for its owner only, as keys have to be. */
  private void write(String name, String label, byte[] content) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer out = Files.newBufferedWriter(file);
        PemWriter pem = new PemWriter(out)) {
      pem.writeObject(new PemObject(label, content));
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }
}
