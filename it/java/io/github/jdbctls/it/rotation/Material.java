package io.github.jdbctls.it.rotation;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes certificates with names of their own, and the contents of files. Not thread-safe. */
final class Material {
  static final String ROOTS = "root.crt";
  static final String LISTS = "lists.crl";
  static final String CERTIFICATE = "client.crt";
  static final String KEY = "client.key";

  /** For how long lists are current. */
  static final Duration VALID = Duration.ofDays(1);

  private final TestCertificate clientAuthority =
      TestCertificate.authority("client authority").selfSigned();
  private int number;

  TestCertificate clientAuthority() {
    return clientAuthority;
  }

  TestCertificate newRoot() {
    number++;
    return TestCertificate.authority("root " + number).selfSigned();
  }

  TestCertificate newServer(TestCertificate root) {
    number++;
    return TestCertificate.leaf("localhost")
        .subject("CN=localhost,OU=" + number)
        .dnsName("localhost")
        .issuedBy(root);
  }

  TestCertificate newClient() {
    return newClient(longLived().until());
  }

  TestCertificate newClient(Instant until) {
    number++;
    return TestCertificate.leaf(SoakServer.USER)
        .subject("CN=" + SoakServer.USER + ",OU=" + number)
        .valid(Instant.now().minus(VALID), until)
        .issuedBy(clientAuthority);
  }

  /** What no test lives to see. */
  static Expiry longLived() {
    return new Expiry(Instant.now().plus(VALID));
  }

  static Map<String, String> identity(TestCertificate client) {
    return Map.of(CERTIFICATE, client.chainPem(), KEY, client.keyPem());
  }

  /** One root, with its list. */
  static Map<String, String> trust(TestCertificate root) {
    return trust(root, List.of(root), ListsForm.FILE);
  }

  /** One root, with lists of these. */
  static Map<String, String> trust(
      TestCertificate root, List<TestCertificate> listed, ListsForm form) {
    Map<String, String> files = new TreeMap<>(form.files(listed, List.of(), longLived()));
    files.put(ROOTS, root.pem());
    return files;
  }

  /** The parameters that name the files in these folders. */
  static String parameters(Path trust, Path identity) {
    return roots(trust) + ListsForm.FILE.parameter(trust) + IdentityForm.PEM.parameters(identity);
  }

  /** The parameter that names the roots in this folder. */
  static String roots(Path trust) {
    return "?sslrootcert=" + trust.resolve(ROOTS);
  }

  static String roots(List<TestCertificate> roots) {
    StringBuilder text = new StringBuilder();
    roots.forEach(root -> text.append(root.pem()));
    return text.toString();
  }

  /** A list of each authority, valid until then. */
  static String lists(
      List<TestCertificate> roots, Collection<TestCertificate> revoked, Instant until) {
    StringBuilder text = new StringBuilder();
    roots.forEach(root -> text.append(list(root, revoked, until)));
    return text.toString();
  }

  /** A list of an authority, with those certificates that are its own. */
  static String list(TestCertificate issuer, Collection<TestCertificate> revoked, Instant until) {
    TestCrl list = TestCrl.of(issuer).valid(Instant.now().minusSeconds(60), until);
    revoked.stream().filter(leaf -> issuer.equals(leaf.issuer())).forEach(list::revoking);
    return list.pem();
  }
}
