package io.github.jdbctls.it.libpq;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.io.pem.PemObject;

/** The files of the PKI that a client, or a server, names: roots and revocation lists. */
final class LibpqFiles {
  /** Opens the trust store. */
  static final String STORE_PASSWORD = "store-password";

  private final LibpqPki pki;
  private final Path folder;
  private final RevocationList rootList;
  private final RevocationList serverList;
  private final RevocationList clientList;

  private LibpqFiles(LibpqPki pki, Path folder) {
    this.pki = pki;
    this.folder = folder;
    this.rootList = RevocationList.of(pki.rootCa());
    this.serverList = RevocationList.of(pki.serverCa(), pki.serverNamed("server-revoked"));
    this.clientList =
        RevocationList.of(
            pki.clientCa(),
            pki.clientNamed("client-revoked"),
            pki.clientNamed("client-revoked-utf8"));
  }

  /** Writes all files into the folder. */
  static LibpqFiles write(LibpqPki pki, Path folder) throws Exception {
    LibpqFiles files = new LibpqFiles(pki, folder);
    files.writeRoots();
    files.writeBadRoots();
    files.writeLists();
    files.writeHomes();
    new LibpqClientFiles(pki, folder).write();
    return files;
  }

  /** Returns the text of a file. */
  String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Returns the lists that a server has of its clients. */
  RevocationList[] clientLists() {
    return new RevocationList[] {rootList, clientList};
  }

  private void text(String name, String... contents) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("", contents));
  }

  private void writeRoots() throws IOException, GeneralSecurityException {
    String root = pki.rootCa().pem();
    String server = pki.serverCa().pem();
    String client = pki.clientCa().pem();
    text("root_ca.crt", root);
    text("server_ca.crt", server);
    text("client_ca.crt", client);
    text("root+server_ca.crt", root, server);
    text("root+client_ca.crt", root, client);
    text("both-cas-1.crt", root, client, server);
    text("both-cas-2.crt", root, server, client);
    text(
        "server_ca-trusted.crt",
        TestCertificate.write(
            new PemObject("TRUSTED CERTIFICATE", trustedForServers(pki.serverCa()))));
    for (String own :
        new String[] {
          "server-cn-only", "self-signed", "self-signed-expired", "root-without-constraints"
        }) {
      text(own + ".crt", pki.serverNamed(own).pem());
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", pki.rootCa().certificate());
    try (OutputStream out = Files.newOutputStream(folder.resolve("root_ca.p12"))) {
      store.store(out, STORE_PASSWORD.toCharArray());
    }
  }

  /** A certificate with the trust settings that OpenSSL puts behind it. */
  private static byte[] trustedForServers(TestCertificate certificate)
      throws IOException, CertificateEncodingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(certificate.certificate().getEncoded());
    bytes.write(new DERSequence(new DERSequence(KeyPurposeId.id_kp_serverAuth)).getEncoded());
    return bytes.toByteArray();
  }

  private void writeBadRoots() throws IOException, GeneralSecurityException {
    text("empty");
    text("garbage", "this is no certificate\n");
    Files.createDirectory(folder.resolve("directory"));
    Files.write(folder.resolve("root_ca.der"), pki.rootCa().certificate().getEncoded());
    text("unreadable.crt", pki.rootCa().pem());
    Files.setPosixFilePermissions(
        folder.resolve("unreadable.crt"), PosixFilePermissions.fromString("---------"));
    text("locked/root.crt", pki.rootCa().pem());
    lock("locked");
  }

  private void lock(String name) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString("---------"));
  }

  private void writeLists() throws IOException {
    text("root.crl", rootList.pem());
    text("server.crl", serverList.pem());
    text("client.crl", clientList.pem());
    text("root+server.crl", rootList.pem(), serverList.pem());
    text("root+client.crl", rootList.pem(), clientList.pem());
    text("certificate+lists.crl", pki.serverCa().pem(), rootList.pem(), serverList.pem());
    text("garbage.crl", "this is no revocation list\n");
    TestCrl.of(pki.serverCa())
        .revoking(pki.serverNamed("server-revoked"))
        .writeDer(folder.resolve("server-der.crl"));
    directory("client-crldir", clientList);
    directory("root+server-crldir", rootList, serverList);
    directory("empty-crldir");
  }

  private void directory(String name, RevocationList... lists) throws IOException {
    Files.createDirectory(folder.resolve(name));
    for (RevocationList list : lists) {
      text(name + "/" + list.hashedName(), list.pem());
    }
  }

  /** What default files say: a wrong root; a root that may not be looked at; a key alone. */
  private void writeHomes() throws IOException {
    TestCertificate wrong = TestCertificate.authority("wrong root").selfSigned();
    text("home-wrong-root/.postgresql/root.crt", wrong.pem());
    text("home-locked/.postgresql/root.crt", wrong.pem());
    lock("home-locked/.postgresql");
    text("home-key/.postgresql/postgresql.key", "not even a key");
    text("wrong-root.crt", wrong.pem());
  }
}
