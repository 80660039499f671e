package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificateBuilder;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Dates, versions, key identifiers and extensions that nobody knows. */
enum FieldTwist implements CertificateTwist {
  EXPIRED,
  NOT_YET_VALID,
  ENDS_IN_2060,
  VERSION_1,
  NO_KEY_IDENTIFIERS,
  WRONG_AUTHORITY_KEY,
  WRONG_AUTHORITY_SERIAL,
  WRONG_SUBJECT_KEY,
  UNKNOWN_CRITICAL,
  UNKNOWN_NOT_CRITICAL,
  PROXY_NOT_CRITICAL,
  AUTONOMOUS_SYSTEMS_NOT_CRITICAL,
  DATE_WITH_FRACTION,
  EXPLICIT_POLICY;

  @Override
  public void apply(TestCertificateBuilder c) {
    switch (this) {
      case EXPIRED -> c.expired();
      case NOT_YET_VALID ->
          c.valid(Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(9)));
      case ENDS_IN_2060 ->
          c.valid(Instant.now().minus(Duration.ofDays(1)), Instant.parse("2060-01-01T00:00:00Z"));
      case VERSION_1 -> c.version1();
      case NO_KEY_IDENTIFIERS -> c.withoutKeyIdentifiers();
      case WRONG_AUTHORITY_KEY ->
          c.withoutKeyIdentifiers()
              .with(
                  Extension.authorityKeyIdentifier,
                  false,
                  new AuthorityKeyIdentifier(new byte[] {1, 2, 3}));
      case WRONG_AUTHORITY_SERIAL ->
          c.withoutKeyIdentifiers()
              .with(
                  Extension.authorityKeyIdentifier,
                  false,
                  new AuthorityKeyIdentifier(
                      new GeneralNames(new GeneralName(new X500Name("CN=nobody"))),
                      BigInteger.TWO));
      case WRONG_SUBJECT_KEY ->
          c.withoutKeyIdentifiers()
              .with(
                  Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] {9}));
      case UNKNOWN_CRITICAL -> c.with(unknown(), true, DERNull.INSTANCE);
      case UNKNOWN_NOT_CRITICAL -> c.with(unknown(), false, DERNull.INSTANCE);
      case PROXY_NOT_CRITICAL ->
          c.with(
              new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.14"),
              false,
              new DERSequence(new DERSequence(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.21.1"))));
      case AUTONOMOUS_SYSTEMS_NOT_CRITICAL ->
          c.with(
              new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.8"),
              false,
              new DERSequence(
                  new DERTaggedObject(true, 0, new DERSequence(new ASN1Integer(64496)))));
      case DATE_WITH_FRACTION -> c.notAfter(new ASN1GeneralizedTime("20491231235959.5Z"));
      case EXPLICIT_POLICY ->
          c.with(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null));
    }
  }

  private static ASN1ObjectIdentifier unknown() {
    return new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
  }

  @Override
  public Bearer bearer() {
    return Bearer.ANY;
  }
}
