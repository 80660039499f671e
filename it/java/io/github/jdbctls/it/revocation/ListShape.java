package io.github.jdbctls.it.revocation;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import io.github.jdbctls.pki.TestCrl;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.jspecify.annotations.Nullable;

/** The lists of one issuer about one certificate, and what the certificate says about lists. */
enum ListShape {
  NONE,
  GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  REVOKED {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(s.certificate()));
    }
  },
  ANOTHER_IS_REVOKED {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(BigInteger.TWO));
    }
  },
  KEY_COMPROMISE {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(s.certificate(), CRLReason.keyCompromise));
    }
  },
  ON_HOLD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(s.certificate(), CRLReason.certificateHold));
    }
  },
  REMOVED_FROM_A_FULL_LIST(Deviation.REMOVE_FROM_CRL_REVOKES) {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(s.certificate(), CRLReason.removeFromCRL));
    }
  },
  EXPIRED {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().expired());
    }
  },
  EXPIRED_AND_REVOKED {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().expired().revoking(s.certificate()));
    }
  },
  NOT_YET_VALID {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().notYetValid());
    }
  },
  WITHOUT_NEXT_UPDATE {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().valid(ago(900), null));
    }
  },
  WITHOUT_KEY_IDENTIFIER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().withoutKeyIdentifier());
    }
  },
  OF_ANOTHER_KEY {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().signedBy(s.namesake()));
    }
  },
  OF_ANOTHER_KEY_WITHOUT_KEY_IDENTIFIER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().signedBy(s.namesake()).withoutKeyIdentifier());
    }
  },
  WITH_THE_ISSUERS_SERIAL_NUMBER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(withIssuer(s, s.issuer().certificate().getSerialNumber()));
    }
  },
  WITH_ANOTHER_SERIAL_NUMBER_OF_THE_ISSUER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(withIssuer(s, BigInteger.TEN));
    }
  },
  SIGNED_WITH_SHA1 {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().signature("SHA1withECDSA"));
    }
  },
  UNKNOWN_CRITICAL_EXTENSION {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().with(UNKNOWN, true, TEXT));
    }
  },
  UNKNOWN_EXTENSION {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().with(UNKNOWN, false, TEXT));
    }
  },
  NUMBER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().with(Extension.cRLNumber, false, number(7)));
    }
  },
  CRITICAL_NUMBER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().with(Extension.cRLNumber, true, number(7)));
    }
  },
  CRITICAL_EXTENSION_OF_AN_ENTRY {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(s.namesake(), UNKNOWN, true, TEXT));
    }
  },
  EXTENSION_OF_AN_ENTRY {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().revoking(s.namesake(), UNKNOWN, false, TEXT));
    }
  },
  CRITICAL_REASON_OF_AN_ENTRY {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list()
              .revoking(
                  s.namesake(),
                  Extension.reasonCode,
                  true,
                  CRLReason.lookup(CRLReason.superseded)));
    }
  },
  ENTRY_FOR_ANOTHER_ISSUER(Deviation.ENTRIES_FOR_OTHER_ISSUERS_ARE_NOT_JUDGED) {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list().revoking(s.certificate(), Extension.certificateIssuer, true, names("CN=other")));
    }
  },
  ENTRY_THAT_NAMES_ITS_ISSUER {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list()
              .revoking(s.certificate(), Extension.certificateIssuer, true, names(s.issuerName())));
    }
  },
  NEW_WITH_ENTRY_THAT_NAMES_ITS_ISSUER_AND_OLD_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list()
              .revoking(s.certificate(), Extension.certificateIssuer, true, names(s.issuerName())),
          s.older());
    }
  },
  ONLY_USERS {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), null, true, false, null, false, false));
    }
  },
  ONLY_AUTHORITIES {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), null, false, true, null, false, false));
    }
  },
  USERS_AND_AUTHORITIES_IN_TWO_LISTS {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          point(s.list(), null, true, false, null, false, false),
          point(s.list(), null, false, true, null, false, false));
    }
  },
  REVOKED_IN_THE_LIST_OF_THE_OTHERS {
    @Override
    List<TestCrl> lists(Subject s) {
      boolean authority = s.certificate().certificate().getBasicConstraints() >= 0;
      return List.of(
          point(s.list(), null, true, false, null, false, false),
          point(s.list(), null, false, true, null, false, false),
          point(
              s.newer().revoking(s.certificate()),
              null,
              authority,
              !authority,
              null,
              false,
              false));
    }
  },
  ONLY_ATTRIBUTES {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), null, false, false, null, false, true));
    }
  },
  CONTRADICTORY {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list()
              .with(
                  Extension.issuingDistributionPoint,
                  true,
                  new DERSequence(
                      new ASN1Encodable[] {
                        new DERTaggedObject(false, 1, ASN1Boolean.TRUE),
                        new DERTaggedObject(false, 2, ASN1Boolean.TRUE)
                      })));
    }
  },
  INDIRECT {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), null, false, false, null, true, false));
    }
  },
  GOOD_AND_NEWER_INDIRECT_THAT_REVOKES {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list(),
          point(s.newer().revoking(s.certificate()), null, false, false, null, true, false));
    }
  },
  SOME_REASONS {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), null, false, false, KEY_COMPROMISE_ONLY, false, false));
    }
  },
  AT_A_POINT_OF_ITS_OWN {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), uri("a"), false, false, null, false, false));
    }
  },
  AT_THE_CERTIFICATES_POINT {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(uri("a"), null, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), uri("a"), false, false, null, false, false), s.older());
    }
  },
  AT_A_RELATIVE_POINT(Deviation.A_RELATIVE_POINT_IS_NOT_JUDGED) {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(relative(), null, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), relative(), false, false, null, false, false), s.older());
    }
  },
  REVOKED_AT_A_RELATIVE_POINT {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(relative(), null, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          point(s.list().revoking(s.certificate()), relative(), false, false, null, false, false),
          s.older());
    }
  },
  AT_ANOTHER_POINT {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(uri("b"), null, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), uri("a"), false, false, null, false, false));
    }
  },
  POINT_OF_THE_CERTIFICATE_ONLY {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(uri("b"), null, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  POINT_FOR_SOME_REASONS {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(uri("a"), KEY_COMPROMISE_ONLY, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  SECOND_POINT_FOR_ALL_REASONS {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(
          certificate,
          new DistributionPoint(uri("a"), KEY_COMPROMISE_ONLY, null),
          new DistributionPoint(uri("b"), null, null));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  POINT_FOR_LISTS_OF_ANOTHER_ISSUER {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(uri("a"), null, names("CN=other")));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  POINT_FOR_LISTS_OF_ANOTHER_ISSUER_AND_LIST_AT_IT {
    @Override
    void shape(TestCertificateBuilder certificate) {
      at(certificate, new DistributionPoint(uri("a"), null, names("CN=other")));
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(point(s.list(), uri("a"), false, false, null, false, false));
    }
  },
  DELTA(Deviation.A_DELTA_LIST_IS_NOT_ENOUGH) {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(delta(s.list()));
    }
  },
  GOOD_AND_DELTA {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list(), delta(s.newer()));
    }
  },
  GOOD_AND_DELTA_THAT_REVOKES {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list(), delta(s.newer().revoking(s.certificate())));
    }
  },
  GOOD_AND_DELTA_OF_ANOTHER_KEY {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list(), delta(s.newer().signedBy(s.namesake()).withoutKeyIdentifier()));
    }
  },
  REVOKED_AND_DELTA_THAT_REMOVES(Deviation.REMOVE_FROM_CRL_REVOKES) {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(
          s.list().revoking(s.certificate(), CRLReason.certificateHold),
          delta(s.newer().revoking(s.certificate(), CRLReason.removeFromCRL)));
    }
  },
  OLD_REVOKES_AND_NEW_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.older().revoking(s.certificate()), s.list());
    }
  },
  OLD_IS_GOOD_AND_NEW_REVOKES {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.older(), s.list().revoking(s.certificate()));
    }
  },
  BOTH_OF_THE_SAME_MOMENT(Deviation.LISTS_OF_THE_SAME_MOMENT_DECIDE_TOGETHER) {
    @Override
    List<TestCrl> lists(Subject s) {
      Instant moment = ago(1).truncatedTo(ChronoUnit.SECONDS);
      return List.of(
          s.list().valid(moment, null), s.list().valid(moment, null).revoking(s.certificate()));
    }
  },
  NEW_HAS_EXPIRED_AND_OLD_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      Instant now = Instant.now();
      return List.of(
          s.list().valid(now.minusSeconds(300), now.minusSeconds(60)).revoking(s.certificate()),
          s.older());
    }
  },
  FUTURE_REVOKES_AND_PRESENT_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().notYetValid().revoking(s.certificate()), s.list());
    }
  },
  NEW_IS_OF_ANOTHER_KEY_AND_OLD_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().signedBy(s.namesake()).withoutKeyIdentifier(), s.older());
    }
  },
  NEW_IS_BY_ITS_IDENTIFIER_OF_ANOTHER_KEY_AND_OLD_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().signedBy(s.namesake()), s.older());
    }
  },
  NEW_HAS_A_CRITICAL_EXTENSION_AND_OLD_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().with(UNKNOWN, true, TEXT).revoking(s.certificate()), s.older());
    }
  },
  NEW_IS_WEAK_AND_OLD_IS_GOOD {
    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list().signature("SHA1withECDSA"), s.older());
    }
  },
  ISSUER_MAY_SIGN_NO_LISTS {
    @Override
    void shapeIssuer(TestCertificateBuilder issuer) {
      issuer.keyUsage(KeyUsage.keyCertSign);
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  ISSUER_WITHOUT_KEY_USAGE {
    @Override
    void shapeIssuer(TestCertificateBuilder issuer) {
      issuer.without(Extension.keyUsage);
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  },
  ISSUER_WITHOUT_KEY_IDENTIFIER {
    @Override
    void shapeIssuer(TestCertificateBuilder issuer) {
      issuer.withoutKeyIdentifiers();
    }

    @Override
    List<TestCrl> lists(Subject s) {
      return List.of(s.list());
    }
  };

  /** A certificate and its issuer. */
  record Subject(TestCertificate certificate, TestCertificate issuer) {
    /** Another authority of the issuer's name. */
    TestCertificate namesake() {
      return TestCertificate.authority("namesake")
          .subject(issuer.certificate().getSubjectX500Principal().getName())
          .selfSigned();
    }

    String issuerName() {
      return issuer.certificate().getSubjectX500Principal().getName();
    }

    TestCrl list() {
      return TestCrl.of(issuer);
    }

    TestCrl older() {
      return list().valid(ago(2), Instant.now().plus(Duration.ofDays(1)));
    }

    TestCrl newer() {
      return list().valid(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(1)));
    }
  }

  private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.2.3.4.5");
  private static final ASN1Encodable TEXT = new DERUTF8String("obey me");
  private static final ReasonFlags KEY_COMPROMISE_ONLY = new ReasonFlags(ReasonFlags.keyCompromise);

  private final Optional<Deviation> deviation;

  ListShape() {
    this.deviation = Optional.empty();
  }

  ListShape(Deviation deviation) {
    this.deviation = Optional.of(deviation);
  }

  /** Why we may be stricter. */
  Optional<Deviation> deviation() {
    return deviation;
  }

  List<TestCrl> lists(Subject s) {
    return List.of();
  }

  void shape(TestCertificateBuilder certificate) {}

  void shapeIssuer(TestCertificateBuilder issuer) {}

  private static Instant ago(long days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  private static CRLNumber number(long number) {
    return new CRLNumber(BigInteger.valueOf(number));
  }

  private static GeneralNames names(String name) {
    return new GeneralNames(new GeneralName(new X500Name(name)));
  }

  private static DistributionPointName uri(String name) {
    return new DistributionPointName(
        new GeneralNames(
            new GeneralName(
                GeneralName.uniformResourceIdentifier, "http://lists.example.com/" + name)));
  }

  private static DistributionPointName relative() {
    return new DistributionPointName(
        DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER,
        new X500Name("CN=lists").getRDNs()[0].toASN1Primitive());
  }

  private static void at(TestCertificateBuilder certificate, DistributionPoint... points) {
    certificate.with(Extension.cRLDistributionPoints, false, new CRLDistPoint(points));
  }

  private static TestCrl delta(TestCrl list) {
    return list.with(Extension.cRLNumber, false, number(8))
        .with(Extension.deltaCRLIndicator, true, number(7));
  }

  private static TestCrl withIssuer(Subject s, BigInteger serialNumber) {
    return s.list()
        .withoutKeyIdentifier()
        .with(
            Extension.authorityKeyIdentifier,
            false,
            new AuthorityKeyIdentifier(
                names(s.issuer().certificate().getIssuerX500Principal().getName()), serialNumber));
  }

  private static TestCrl point(
      TestCrl list,
      @Nullable DistributionPointName name,
      boolean onlyUsers,
      boolean onlyAuthorities,
      @Nullable ReasonFlags reasons,
      boolean indirect,
      boolean onlyAttributes) {
    return list.with(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(
            name, onlyUsers, onlyAuthorities, reasons, indirect, onlyAttributes));
  }
}
