package io.github.jdbctls.it.libpq;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** The files of client certificates and their keys, the useless ones included. */
final class LibpqClientFiles {
  /** Opens the encrypted keys. */
  static final String KEY_PASSWORD = "dUmmyP^#+";

  private final LibpqPki pki;
  private final Path folder;
  private final TestCertificate client;

  LibpqClientFiles(LibpqPki pki, Path folder) {
    this.pki = pki;
    this.folder = folder;
    this.client = pki.clientNamed("client");
  }

  void write() throws Exception {
    for (String name :
        new String[] {
          "client",
          "client_ext",
          "client-dn",
          "client-revoked",
          "client-revoked-utf8",
          "client-long"
        }) {
      Files.writeString(folder.resolve(name + ".crt"), pki.clientNamed(name).pem());
    }
    writeCertificates();
    writeKeys();
    writeModes();
  }

  private void writeCertificates() throws IOException, CertificateEncodingException {
    String leaf = client.pem();
    String authority = pki.clientCa().pem();
    Files.writeString(folder.resolve("client+client_ca.crt"), leaf + authority);
    Files.writeString(folder.resolve("client_ca+client.crt"), authority + leaf);
    Files.writeString(folder.resolve("client-text.crt"), "The certificate of a client:\n" + leaf);
    Files.write(folder.resolve("client.der"), client.certificate().getEncoded());
    Path unreadable = Files.writeString(folder.resolve("unreadable-client.crt"), leaf);
    Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
  }

  private void writeKeys() throws Exception {
    key("client.key", KeyFormat.PKCS1);
    key("client-encrypted-pem.key", KeyFormat.PKCS8_AES);
    key("client-pkcs8-der.key", KeyFormat.PKCS8_DER);
    key("client-encrypted-pkcs8-der.key", KeyFormat.PKCS8_AES_DER);
    key("client-dek-info.key", KeyFormat.DEK_INFO);
    key("client.p12", KeyFormat.PKCS12);
    writePrivate("client-der.key", pkcs1());
    writePrivate("client-encrypted-der.key", pkcs1());
    TestCertificate.leaf("other")
        .algorithm(KeyAlgorithm.RSA_2048)
        .selfSigned()
        .writeKey(folder.resolve("other.key"));
    Files.createDirectory(folder.resolve("a"));
    key("a/b:c.key", KeyFormat.PKCS1);
  }

  private void key(String name, KeyFormat format) throws Exception {
    format.write(folder.resolve(name), client, KEY_PASSWORD);
  }

  private byte[] pkcs1() throws IOException {
    return PrivateKeyInfo.getInstance(client.key().getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  private Path writePrivate(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void writeModes() throws Exception {
    mode("client_wrongperms.key", "rw-r--r--");
    mode("mode-0640.key", "rw-r-----");
    mode("mode-0700.key", "rwx------");
    mode("mode-0660.key", "rw-rw----");
    mode("mode-0644.key", "rw-r--r--");
    mode("other-owner-0640.key", "rw-r-----");
    mode("other-owner-0600.key", "rw-------");
    if (isRoot()) {
      for (String name : new String[] {"other-owner-0640.key", "other-owner-0600.key"}) {
        Files.setAttribute(folder.resolve(name), "unix:uid", 65534);
      }
    }
    Files.createSymbolicLink(folder.resolve("link.key"), folder.resolve("client.key"));
  }

  private void mode(String name, String permissions) throws Exception {
    key(name, KeyFormat.PKCS1);
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  /** Whether the tests run as root, whose key files may be open to the group. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
