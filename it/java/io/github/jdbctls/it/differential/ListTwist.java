package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;

/** A departure of one revocation list from an ordinary one. */
enum ListTwist {
  NOTHING,
  REVOKES,
  REVOKES_ANOTHER,
  REVOKES_ON_HOLD,
  TAKES_OFF_THE_LIST,
  EXPIRED,
  EXPIRED_AND_REVOKES,
  NOT_YET_VALID,
  NO_NEXT_UPDATE,
  FORGED,
  FORGED_WITHOUT_KEY_IDENTIFIER,
  NO_KEY_IDENTIFIER,
  FOR_USERS_ONLY,
  FOR_AUTHORITIES_ONLY,
  FOR_ATTRIBUTES_ONLY,
  FOR_SOME_REASONS,
  FOR_ANOTHER_POINT,
  INDIRECT,
  DELTA,
  UNKNOWN_CRITICAL,
  UNKNOWN_NOT_CRITICAL,
  UNKNOWN_CRITICAL_ENTRY;

  private static final ASN1ObjectIdentifier UNKNOWN =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2");

  /**
   * Twists a list.
   *
   * @param below the certificate that the list's issuer has issued
   * @param stranger who has issued nothing here
   */
  TestCrl apply(TestCrl list, TestCertificate below, TestCertificate stranger) {
    return switch (this) {
      case NOTHING -> list;
      case REVOKES -> list.revoking(below);
      case REVOKES_ANOTHER -> list.revoking(BigInteger.TEN);
      case REVOKES_ON_HOLD -> list.revoking(below, CRLReason.certificateHold);
      case TAKES_OFF_THE_LIST -> list.revoking(below, CRLReason.removeFromCRL);
      case EXPIRED -> list.expired();
      case EXPIRED_AND_REVOKES -> list.expired().revoking(below);
      case NOT_YET_VALID -> list.notYetValid();
      case NO_NEXT_UPDATE -> list.valid(below.certificate().getNotBefore().toInstant(), null);
      case FORGED -> list.signedBy(stranger);
      case FORGED_WITHOUT_KEY_IDENTIFIER -> list.signedBy(stranger).withoutKeyIdentifier();
      case NO_KEY_IDENTIFIER -> list.withoutKeyIdentifier();
      case FOR_USERS_ONLY -> scope(list, new IssuingDistributionPoint(null, true, false));
      case FOR_AUTHORITIES_ONLY -> scope(list, new IssuingDistributionPoint(null, false, true));
      case FOR_ATTRIBUTES_ONLY ->
          scope(list, new IssuingDistributionPoint(null, false, false, null, false, true));
      case FOR_SOME_REASONS ->
          scope(
              list,
              new IssuingDistributionPoint(
                  null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false));
      case FOR_ANOTHER_POINT ->
          scope(
              list,
              new IssuingDistributionPoint(
                  new DistributionPointName(
                      new GeneralNames(
                          new GeneralName(
                              GeneralName.uniformResourceIdentifier, "http://ex.test/crl"))),
                  false,
                  false));
      case INDIRECT ->
          scope(list, new IssuingDistributionPoint(null, false, false, null, true, false));
      case DELTA ->
          list.with(Extension.cRLNumber, false, new ASN1Integer(2))
              .with(Extension.deltaCRLIndicator, true, new ASN1Integer(1));
      case UNKNOWN_CRITICAL -> list.with(UNKNOWN, true, DERNull.INSTANCE);
      case UNKNOWN_NOT_CRITICAL -> list.with(UNKNOWN, false, DERNull.INSTANCE);
      case UNKNOWN_CRITICAL_ENTRY -> list.revoking(below, UNKNOWN, true, DERNull.INSTANCE);
    };
  }

  private static TestCrl scope(TestCrl list, IssuingDistributionPoint point) {
    return list.with(Extension.issuingDistributionPoint, true, point);
  }
}
