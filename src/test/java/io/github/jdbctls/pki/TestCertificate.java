package io.github.jdbctls.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its key and its issuers.
 *
 * @param issuer null for a self-signed certificate
 */
public record TestCertificate(
    X509Certificate certificate, KeyPair keyPair, @Nullable TestCertificate issuer) {

  /** Starts a self-signed authority with this common name. */
  public static TestCertificateBuilder authority(String commonName) {
    return new TestCertificateBuilder(commonName).asAuthority();
  }

  /** Starts a certificate for a server or client with this common name. */
  public static TestCertificateBuilder leaf(String commonName) {
    return new TestCertificateBuilder(commonName);
  }

  public PrivateKey key() {
    return keyPair.getPrivate();
  }

  /** This certificate and its issuers up to, and without, the self-signed root. */
  public List<X509Certificate> chain() {
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate);
    for (TestCertificate c = issuer; c != null && c.issuer != null; c = c.issuer) {
      chain.add(c.certificate);
    }
    return chain;
  }

  /** The self-signed end of the chain. */
  public TestCertificate root() {
    return issuer == null ? this : issuer.root();
  }

  /**
   * The context of a server that presents this certificate and its issuers.
   *
   * @param clients what decides about certificates of clients; empty to believe none
   */
  public SSLContext context(TrustManager... clients) {
    char[] password = "test".toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("server", key(), password, chain().toArray(new X509Certificate[0]));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), clients, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** This certificate alone, as PEM. */
  public String pem() {
    return pem(List.of(certificate));
  }

  /** This certificate and its intermediates, as PEM. */
  public String chainPem() {
    return pem(chain());
  }

  /** The key as plain PKCS#8 PEM. */
  public String keyPem() {
    try {
      return write(new JcaPKCS8Generator(key(), null).generate());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@link #chainPem} to the file. */
  public Path writeChain(Path file) throws IOException {
    return Files.writeString(file, chainPem());
  }

  /** Writes {@link #keyPem} to the file, for its owner only. */
  public Path writeKey(Path file) throws IOException {
    return writePrivate(file, keyPem());
  }

  /** Writes a text that only the owner of the file may read. */
  public static Path writePrivate(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Certificates as PEM, in this order. */
  public static String pem(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate c : certificates) {
        text.append(write(new PemObject("CERTIFICATE", c.getEncoded())));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** One PEM block. */
  public static String write(PemObject object) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
