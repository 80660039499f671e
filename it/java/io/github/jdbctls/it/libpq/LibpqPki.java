package io.github.jdbctls.it.libpq;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The authorities and certificates of the table's section A, in the same shape: one root, an
 * intermediate for servers and one for clients, most leaves X.509 v1.
 *
 * <p>Those of servers share one key. Immutable.
 */
final class LibpqPki {
  /** The name of most servers: N0 in the table. */
  static final String N0 = "common-name.pg-ssltest.test";

  /** The first name of servers with several: D1 in the table. */
  static final String D1 = "dns1.alt-name.pg-ssltest.test";

  /** The second name: D2 in the table. */
  static final String D2 = "dns2.alt-name.pg-ssltest.test";

  /** The only alternative name of a server: DS in the table. */
  static final String DS = "single.alt-name.pg-ssltest.test";

  private static final String NO_COMMON_NAME = "OU=PostgreSQL test suite";
  private static final String GREEK_NAME = "\u039f\u03b4\u03c5\u03c3\u03c3\u03ad\u03b1\u03c2";

  private final KeyPair serverKeys = KeyAlgorithm.RSA_2048.newKeyPair();
  private final KeyPair clientKeys = KeyAlgorithm.RSA_2048.newKeyPair();
  private final TestCertificate rootCa =
      authority("Test root CA for PostgreSQL SSL regression test suite").selfSigned();
  private final TestCertificate serverCa =
      authority("Test CA for PostgreSQL SSL regression test server certs").issuedBy(rootCa);
  private final TestCertificate clientCa =
      authority("Test CA for PostgreSQL SSL regression test client certs").issuedBy(rootCa);
  private final Map<String, TestCertificate> servers = new HashMap<>();
  private final Map<String, TestCertificate> clients = new HashMap<>();

  LibpqPki() {
    addServers();
    ObservedServers.certificates(serverCa, serverKeys).forEach(servers::put);
    addClients();
  }

  /** Basic constraints that are not critical, and no key usage. */
  private static TestCertificateBuilder authority(String commonName) {
    return TestCertificate.leaf(commonName)
        .algorithm(KeyAlgorithm.RSA_2048)
        .with(Extension.basicConstraints, false, new BasicConstraints(true));
  }

  private void addServers() {
    issue("server-cn-only", server("CN=" + N0).version1());
    issue("server-ip-cn-only", server("CN=192.0.2.1").version1());
    issue("server-ip-in-dnsname", server(NO_COMMON_NAME).dnsName("192.0.2.1"));
    issue(
        "server-multiple-alt-names",
        server(NO_COMMON_NAME).dnsName(D1).dnsName(D2).dnsName("*.wildcard.pg-ssltest.test"));
    issue("server-single-alt-name", server(NO_COMMON_NAME).dnsName(DS));
    issue(
        "server-ip-alt-names",
        server(NO_COMMON_NAME).ipAddress("192.0.2.1").ipAddress("2001:db8::1"));
    issue("server-cn-and-alt-names", server("CN=" + N0).dnsName(D1).dnsName(D2));
    issue(
        "server-cn-and-ip-alt-names",
        server("CN=" + N0).ipAddress("192.0.2.1").ipAddress("2001:db8::1"));
    issue(
        "server-ip-cn-and-alt-names",
        server("CN=192.0.2.1").ipAddress("192.0.2.2").ipAddress("2001:db8::1"));
    issue("server-ip-cn-and-dns-alt-names", server("CN=192.0.2.1").dnsName(D1).dnsName(D2));
    issue("server-no-names", server(NO_COMMON_NAME).version1());
    issue("server-revoked", server("CN=" + N0).version1());
    servers.put(
        "server-rsapss",
        TestCertificate.leaf(N0)
            .algorithm(KeyAlgorithm.RSASSA_PSS)
            .version1()
            .expired()
            .selfSigned());
  }

  private TestCertificateBuilder server(String subject) {
    return TestCertificate.leaf("").subject(subject).keyPair(serverKeys);
  }

  private void issue(String name, TestCertificateBuilder builder) {
    servers.put(name, builder.issuedBy(serverCa));
  }

  private void addClients() {
    issueToClient("client", client("CN=ssltestuser").version1());
    issueToClient(
        "client_ext",
        client("CN=ssltestuser")
            .with(Extension.basicConstraints, true, new BasicConstraints(false))
            .with(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
    issueToClient(
        "client-dn", client("O=PGDG,OU=Engineering,OU=Testing,CN=ssltestuser-dn").version1());
    issueToClient("client-revoked", client("CN=ssltestuser").version1());
    issueToClient("client-revoked-utf8", client("CN=" + GREEK_NAME).version1());
    issueToClient(
        "client-long",
        client(
                "O=%s,OU=%s,CN=ssl-%s"
                    .formatted("PGDG ".repeat(12).strip(), "Test ".repeat(12), "0".repeat(60)))
            .version1());
  }

  private TestCertificateBuilder client(String subject) {
    return TestCertificate.leaf("").subject(subject).keyPair(clientKeys);
  }

  private void issueToClient(String name, TestCertificateBuilder builder) {
    clients.put(name, builder.issuedBy(clientCa));
  }

  TestCertificate rootCa() {
    return rootCa;
  }

  TestCertificate serverCa() {
    return serverCa;
  }

  TestCertificate clientCa() {
    return clientCa;
  }

  /** Returns the certificate of a server, by the name that its file has in the table. */
  TestCertificate serverNamed(String name) {
    return certificate(servers, name);
  }

  /** Returns the certificate of a client, by the name that its file has in the table. */
  TestCertificate clientNamed(String name) {
    return certificate(clients, name);
  }

  private static TestCertificate certificate(Map<String, TestCertificate> all, String name) {
    TestCertificate certificate = all.get(name);
    if (certificate == null) {
      throw new IllegalArgumentException(name);
    }
    return certificate;
  }
}
