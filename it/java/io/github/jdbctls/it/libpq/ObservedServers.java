package io.github.jdbctls.it.libpq;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The servers' certificates of the observed rows, section L. */
final class ObservedServers {
  private final Map<String, TestCertificate> all = new LinkedHashMap<>();
  private final TestCertificate authority;
  private final KeyPair keys;

  private ObservedServers(TestCertificate authority, KeyPair keys) {
    this.authority = authority;
    this.keys = keys;
  }

  /** Makes them, by their names. */
  static Map<String, TestCertificate> certificates(TestCertificate authority, KeyPair keys) {
    ObservedServers servers = new ObservedServers(authority, keys);
    servers.issue("cn-wildcard", servers.named("*.ex.test"));
    servers.issue("dns-any", servers.dns("*"));
    servers.issue("dns-top-level", servers.dns("*.test"));
    servers.issue("dns-partial", servers.dns("f*.ex.test", "*o.ex.test", "a.*.test"));
    servers.issue("dns-address-pattern", servers.dns("*.0.0.1"));
    servers.issue("dns-double", servers.dns("*.*.test"));
    servers.issue("dns-inner", servers.dns("a.*.test"));
    servers.issue("dns-trailing-dot", servers.dns("ex.test."));
    servers.issue("ip-loopback", servers.named("server").ipAddress("127.0.0.1"));
    servers.issue(
        "uri-and-email",
        servers
            .named("ex.test")
            .alternativeName(
                new GeneralName(GeneralName.uniformResourceIdentifier, "https://other.test/"))
            .alternativeName(new GeneralName(GeneralName.rfc822Name, "dba@other.test")));
    servers.issue(
        "two-common-names", servers.named("").subject("CN=first.ex.test,CN=second.ex.test"));
    servers.issue(
        "ip-and-dns", servers.named("ex.test").ipAddress("127.0.0.1").dnsName("other.test"));
    servers.issue("ip-cn-and-dns", servers.named("127.0.0.1").dnsName("a.test"));
    servers.issue("dns-nul", servers.named("server").dnsName("ex.test\0.other.test"));
    servers.issue(
        "dns-nul-later", servers.named("server").dnsName("ex.test").dnsName("a.test\0.other.test"));
    servers.issue("ip-of-length-5", servers.named("ex.test").alternativeName(address(5)));
    servers.issue("ip-of-length-8", servers.named("ex.test").alternativeName(address(8)));
    servers.issue(
        "for-clients", servers.dns("ex.test").extendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    servers.issue("for-signing", servers.dns("ex.test").keyUsage(KeyUsage.keyCertSign));
    servers.all.put("self-signed", servers.dns("ex.test").selfSigned());
    servers.all.put("self-signed-expired", servers.dns("ex.test").expired().selfSigned());
    TestCertificate rootWithoutConstraints =
        TestCertificate.leaf("root without constraints")
            .keyUsage(KeyUsage.keyCertSign)
            .selfSigned();
    servers.all.put("root-without-constraints", rootWithoutConstraints);
    servers.all.put(
        "below-root-without-constraints", servers.dns("ex.test").issuedBy(rootWithoutConstraints));
    return servers.all;
  }

  private void issue(String name, TestCertificateBuilder builder) {
    all.put(name, builder.issuedBy(authority));
  }

  private TestCertificateBuilder named(String commonName) {
    return TestCertificate.leaf(commonName)
        .keyPair(keys)
        .with(Extension.basicConstraints, true, new BasicConstraints(false));
  }

  private TestCertificateBuilder dns(String... names) {
    TestCertificateBuilder builder = named("server");
    for (String name : names) {
      builder.dnsName(name);
    }
    return builder;
  }

  private static GeneralName address(int length) {
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[length]));
  }
}
