package io.github.jdbctls.bench;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The client's files in a folder, all of the same certificates. Immutable.
 *
 * @param bundle whether the roots are 145, else one
 */
record Material(Path folder, boolean bundle) {
  /** What all encrypted files are opened with. */
  static final String PASSWORD = "bench-password";

  /** Whom the certificate is for. */
  static final String USER = "app";

  /** How many roots the bundle has, which is about what a system's store has. */
  static final int BUNDLED = 145;

  /** Where in the bundle the right one stands. */
  private static final int POSITION = 100;

  /** Of real bundles two thirds are RSA; making a key for each root would take a minute. */
  private static final List<KeyAlgorithm> ALGORITHMS =
      List.of(KeyAlgorithm.RSA_2048, KeyAlgorithm.RSA_3072, KeyAlgorithm.EC_P384);

  Path roots() {
    return folder.resolve(bundle ? "bundle.pem" : "root.pem");
  }

  Path rootStore() {
    return folder.resolve(bundle ? "bundle.p12" : "root.p12");
  }

  Path certificate() {
    return folder.resolve("client.crt");
  }

  Path key() {
    return folder.resolve("client.key");
  }

  Path encryptedKey() {
    return folder.resolve("client.aes.key");
  }

  Path derKey() {
    return folder.resolve("client.pk8");
  }

  Path pkcs12() {
    return folder.resolve("client.p12");
  }

  Path revocationList() {
    return folder.resolve("root.crl");
  }

  /** Writes all files. */
  static void write(Path folder, TestCertificate root, TestCertificate client) throws Exception {
    Material one = new Material(folder, false);
    Material bundled = new Material(folder, true);
    root.writeChain(one.roots());
    writeStore(one.rootStore(), List.of(root.certificate()));
    List<X509Certificate> roots = new ArrayList<>(others());
    roots.add(POSITION, root.certificate());
    Files.writeString(bundled.roots(), TestCertificate.pem(roots));
    writeStore(bundled.rootStore(), roots);
    client.writeChain(one.certificate());
    client.writeKey(one.key());
    KeyFormat.PKCS8_AES.write(one.encryptedKey(), client, PASSWORD);
    KeyFormat.PKCS8_DER.write(one.derKey(), client, PASSWORD);
    KeyFormat.PKCS12.write(one.pkcs12(), client, PASSWORD);
    TestCrl.of(root).writePem(one.revocationList());
  }

  private static List<X509Certificate> others() {
    List<KeyPair> keys = ALGORITHMS.stream().map(KeyAlgorithm::newKeyPair).toList();
    List<X509Certificate> roots = new ArrayList<>();
    for (int i = 1; i < BUNDLED; i++) {
      roots.add(
          TestCertificate.authority("root")
              .subject("CN=Example Root CA " + i + ",O=Example Trust Services " + i + ",C=DE")
              .keyPair(keys.get(i % keys.size()))
              .selfSigned()
              .certificate());
    }
    return roots;
  }

  private static void writeStore(Path file, List<X509Certificate> roots)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < roots.size(); i++) {
      store.setCertificateEntry("root" + i, roots.get(i));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
