package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificateBuilder;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** Name constraints of an authority; the servers' names are below {@code ex.test}. */
enum NameTwist implements CertificateTwist {
  PERMITS_DNS(true, true, GeneralName.dNSName, "ex.test"),
  PERMITS_DNS_WITH_DOT(true, true, GeneralName.dNSName, ".ex.test"),
  PERMITS_DNS_NOT_CRITICAL(true, false, GeneralName.dNSName, "ex.test"),
  PERMITS_ALL_DNS(true, true, GeneralName.dNSName, ""),
  PERMITS_HOST(true, true, GeneralName.dNSName, "db.ex.test"),
  PERMITS_OTHER_DNS(true, true, GeneralName.dNSName, "other.test"),
  PERMITS_OTHER_DNS_NOT_CRITICAL(true, false, GeneralName.dNSName, "other.test"),
  PERMITS_DNS_IN_CAPITALS(true, true, GeneralName.dNSName, "EX.TEST"),
  EXCLUDES_DNS(false, true, GeneralName.dNSName, "ex.test"),
  EXCLUDES_HOST(false, true, GeneralName.dNSName, "db.ex.test"),
  EXCLUDES_OTHER_DNS(false, true, GeneralName.dNSName, "other.test"),
  EXCLUDES_DNS_BELOW(false, true, GeneralName.dNSName, "a.ex.test"),
  PERMITS_IP(true, true, GeneralName.iPAddress, "127.0.0.0/8"),
  PERMITS_OTHER_IP(true, true, GeneralName.iPAddress, "10.0.0.0/8"),
  EXCLUDES_IP(false, true, GeneralName.iPAddress, "127.0.0.0/8"),
  EXCLUDES_OTHER_IP(false, true, GeneralName.iPAddress, "10.0.0.0/8"),
  EXCLUDES_IP6(false, true, GeneralName.iPAddress, "2001:db8::/32"),
  PERMITS_DIRECTORY(true, true, GeneralName.directoryName, "O=Example"),
  PERMITS_OTHER_DIRECTORY(true, true, GeneralName.directoryName, "O=Other"),
  EXCLUDES_DIRECTORY(false, true, GeneralName.directoryName, "O=Example"),
  EXCLUDES_OTHER_DIRECTORY(false, true, GeneralName.directoryName, "O=Other"),
  PERMITS_EMAIL(true, true, GeneralName.rfc822Name, "ex.test"),
  PERMITS_OTHER_EMAIL(true, true, GeneralName.rfc822Name, "other.test"),
  PERMITS_URI(true, true, GeneralName.uniformResourceIdentifier, "ex.test"),
  PERMITS_OTHER_URI(true, true, GeneralName.uniformResourceIdentifier, "other.test"),
  PERMITS_REGISTERED_ID(true, true, GeneralName.registeredID, "1.2.3");

  private final boolean permits;
  private final boolean critical;
  private final int kind;
  private final String base;

  NameTwist(boolean permits, boolean critical, int kind, String base) {
    this.permits = permits;
    this.critical = critical;
    this.kind = kind;
    this.base = base;
  }

  /** Whether it is about DNS names. */
  boolean isOfDnsNames() {
    return kind == GeneralName.dNSName;
  }

  @Override
  public void apply(TestCertificateBuilder certificate) {
    GeneralSubtree[] subtrees = {new GeneralSubtree(new GeneralName(kind, base))};
    certificate.with(
        Extension.nameConstraints,
        critical,
        new NameConstraints(permits ? subtrees : null, permits ? null : subtrees));
  }

  @Override
  public Bearer bearer() {
    return Bearer.AUTHORITY;
  }
}
