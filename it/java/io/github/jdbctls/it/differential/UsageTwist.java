package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificateBuilder;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.NetscapeCertType;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What the certificate says that it may be used for. */
enum UsageTwist implements CertificateTwist {
  NO_AUTHORITY(Bearer.AUTHORITY),
  NO_BASIC_CONSTRAINTS(Bearer.AUTHORITY),
  NEITHER_CONSTRAINTS_NOR_USAGE(Bearer.AUTHORITY),
  CONSTRAINTS_NOT_CRITICAL(Bearer.AUTHORITY),
  PATH_LENGTH_0(Bearer.AUTHORITY),
  PATH_LENGTH_1(Bearer.AUTHORITY),
  NO_KEY_USAGE(Bearer.AUTHORITY),
  NO_CERT_SIGN(Bearer.AUTHORITY),
  CERT_SIGN_ALONE(Bearer.AUTHORITY),
  LEAF_IS_AUTHORITY(Bearer.LEAF),
  LEAF_SAYS_NO_AUTHORITY(Bearer.LEAF),
  DIGITAL_SIGNATURE(Bearer.LEAF),
  KEY_ENCIPHERMENT(Bearer.LEAF),
  KEY_AGREEMENT(Bearer.LEAF),
  CERT_SIGN_ONLY(Bearer.LEAF),
  NON_REPUDIATION(Bearer.LEAF),
  EKU_SERVER(Bearer.ANY),
  EKU_CLIENT(Bearer.ANY),
  EKU_ANY(Bearer.ANY),
  EKU_BOTH(Bearer.ANY),
  EKU_CRITICAL_SERVER(Bearer.ANY),
  EKU_CRITICAL_CODE(Bearer.ANY),
  EKU_GATED(Bearer.ANY),
  NETSCAPE_SERVER(Bearer.LEAF),
  NETSCAPE_CLIENT(Bearer.LEAF),
  NETSCAPE_CA(Bearer.AUTHORITY),
  NETSCAPE_OBJECT_CA(Bearer.AUTHORITY);

  private final Bearer bearer;

  UsageTwist(Bearer bearer) {
    this.bearer = bearer;
  }

  @Override
  public void apply(TestCertificateBuilder c) {
    switch (this) {
      case NO_AUTHORITY -> c.with(Extension.basicConstraints, true, new BasicConstraints(false));
      case NO_BASIC_CONSTRAINTS -> c.without(Extension.basicConstraints);
      case NEITHER_CONSTRAINTS_NOR_USAGE ->
          c.without(Extension.basicConstraints).without(Extension.keyUsage);
      case CONSTRAINTS_NOT_CRITICAL ->
          c.with(Extension.basicConstraints, false, new BasicConstraints(true));
      case PATH_LENGTH_0 -> c.pathLength(0);
      case PATH_LENGTH_1 -> c.pathLength(1);
      case NO_KEY_USAGE -> c.without(Extension.keyUsage);
      case NO_CERT_SIGN -> c.keyUsage(KeyUsage.cRLSign | KeyUsage.digitalSignature);
      case CERT_SIGN_ALONE -> c.keyUsage(KeyUsage.keyCertSign);
      case LEAF_IS_AUTHORITY -> c.asAuthority();
      case LEAF_SAYS_NO_AUTHORITY ->
          c.with(Extension.basicConstraints, true, new BasicConstraints(false));
      case DIGITAL_SIGNATURE -> c.keyUsage(KeyUsage.digitalSignature);
      case KEY_ENCIPHERMENT -> c.keyUsage(KeyUsage.keyEncipherment);
      case KEY_AGREEMENT -> c.keyUsage(KeyUsage.keyAgreement);
      case CERT_SIGN_ONLY -> c.keyUsage(KeyUsage.keyCertSign);
      case NON_REPUDIATION -> c.keyUsage(KeyUsage.nonRepudiation);
      case EKU_SERVER -> c.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
      case EKU_CLIENT -> c.extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
      case EKU_ANY -> c.extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage);
      case EKU_BOTH ->
          c.extendedKeyUsage(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
      case EKU_CRITICAL_SERVER ->
          c.with(
              Extension.extendedKeyUsage,
              true,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      case EKU_CRITICAL_CODE ->
          c.with(
              Extension.extendedKeyUsage,
              true,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
      case EKU_GATED ->
          c.extendedKeyUsage(
              KeyPurposeId.getInstance(new ASN1ObjectIdentifier("2.16.840.1.113730.4.1")));
      case NETSCAPE_SERVER -> netscape(c, NetscapeCertType.sslServer);
      case NETSCAPE_CLIENT -> netscape(c, NetscapeCertType.sslClient);
      case NETSCAPE_CA -> netscape(c, NetscapeCertType.sslCA);
      case NETSCAPE_OBJECT_CA -> netscape(c, NetscapeCertType.objectSigningCA);
    }
  }

  private static void netscape(TestCertificateBuilder certificate, int type) {
    certificate.with(MiscObjectIdentifiers.netscapeCertType, false, new NetscapeCertType(type));
  }

  @Override
  public Bearer bearer() {
    return bearer;
  }
}
