package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.material.RevocationList;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.trust.ListContents.Scope;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list is about: its own distribution point against those of a certificate. */
class ListContentsTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();

  private static final ASN1Encodable ONLY_USERS = flag(1);
  private static final ASN1Encodable ONLY_AUTHORITIES = flag(2);
  private static final ASN1Encodable INDIRECT = flag(4);
  private static final ASN1Encodable ONLY_ATTRIBUTES = flag(5);
  private static final ASN1Encodable SOME_REASONS =
      new DERTaggedObject(false, 3, new DERBitString(new byte[] {0x40}, 6));

  private static final ASN1Encodable A = uri("http://a.test/");
  private static final ASN1Encodable B = uri("http://b.test/");
  private static final ASN1Encodable DIRECTORY = directory("CN=Some Point");
  private static final ASN1Encodable SAME_DIRECTORY = directory("CN=some point");
  private static final ASN1Encodable RELATIVE =
      new DERTaggedObject(false, 1, new X500Name("CN=x").getRDNs()[0].toASN1Primitive());

  record Row(List<ASN1Encodable> ofList, List<ASN1Encodable> ofCertificate, Scope expected) {
    @Override
    public String toString() {
      return "list about " + ofList + ", certificate with " + ofCertificate + ": " + expected;
    }
  }

  static final List<Row> ROWS =
      List.of(
          row(List.of(), List.of(), Scope.INSIDE),
          row(List.of(), List.of(point(named(A))), Scope.INSIDE),
          row(List.of(), List.of(point(named(RELATIVE))), Scope.INSIDE),
          row(List.of(), List.of(point(named(A), reasons())), Scope.UNCLEAR),
          row(List.of(), List.of(point(named(A)), point(named(B), reasons())), Scope.INSIDE),
          row(List.of(), List.of(point(issuer("CN=root"))), Scope.INSIDE),
          // A point for lists of somebody else says nothing of this one.
          row(List.of(), List.of(point(reasons(), issuer("CN=other"))), Scope.INSIDE),
          row(List.of(named(A)), List.of(), Scope.OUTSIDE),
          row(List.of(named(A)), List.of(point(named(A))), Scope.INSIDE),
          row(List.of(named(A)), List.of(point(named(B))), Scope.OUTSIDE),
          row(List.of(named(A)), List.of(point(named(B)), point(named(A))), Scope.INSIDE),
          row(List.of(named(A)), List.of(point(named(B, A))), Scope.INSIDE),
          row(List.of(named(B, A)), List.of(point(named(A))), Scope.INSIDE),
          row(List.of(named(A)), List.of(point(named(A), reasons())), Scope.UNCLEAR),
          row(List.of(named(A)), List.of(point(named(B), reasons())), Scope.OUTSIDE),
          row(List.of(named(A)), List.of(point(named(A), issuer("CN=root"))), Scope.INSIDE),
          row(List.of(named(A)), List.of(point(named(A), issuer("CN=other"))), Scope.OUTSIDE),
          row(List.of(named(A)), List.of(point(issuer("CN=root"))), Scope.INSIDE),
          row(List.of(named(A)), List.of(point(named(RELATIVE))), Scope.UNCLEAR),
          row(List.of(named(RELATIVE)), List.of(point(named(A))), Scope.UNCLEAR),
          row(List.of(named(DIRECTORY)), List.of(point(named(SAME_DIRECTORY))), Scope.INSIDE),
          row(List.of(named(DIRECTORY)), List.of(point(named(directory("CN=b")))), Scope.OUTSIDE),
          row(List.of(named(A)), List.of(point(named(dns("http://a.test/")))), Scope.OUTSIDE));

  @ParameterizedTest(name = "{0}")
  @FieldSource("ROWS")
  void comparesItsPointWithThoseOfTheCertificate(Row row) throws MalformedException {
    TestCertificateBuilder leaf = TestCertificate.leaf("db");
    if (!row.ofCertificate().isEmpty()) {
      leaf.with(Extension.cRLDistributionPoints, false, sequence(row.ofCertificate()));
    }

    assertThat(list(row.ofList()).scopeFor(contents(leaf))).isEqualTo(row.expected());
  }

  record Kind(ASN1Encodable part, Scope ofUser, Scope ofAuthority) {}

  static final List<Kind> KINDS =
      List.of(
          new Kind(ONLY_USERS, Scope.INSIDE, Scope.OUTSIDE),
          new Kind(ONLY_AUTHORITIES, Scope.OUTSIDE, Scope.INSIDE),
          new Kind(ONLY_ATTRIBUTES, Scope.OUTSIDE, Scope.OUTSIDE));

  @ParameterizedTest(name = "{0}")
  @FieldSource("KINDS")
  void isAboutTheKindThatItNames(Kind kind) throws MalformedException {
    ListContents list = list(List.of(kind.part()));

    assertThat(list.scopeFor(contents(TestCertificate.leaf("db")))).isEqualTo(kind.ofUser());
    assertThat(list.scopeFor(contents(TestCertificate.authority("ca"))))
        .isEqualTo(kind.ofAuthority());
    assertThat(list.isOverlooked()).isFalse();
  }

  @Test
  void isOverlookedWhereOpenSslOverlooksIt() {
    assertThat(list(List.of()).isOverlooked()).isFalse();
    assertThat(list(List.of(named(A))).isOverlooked()).isFalse();
    assertThat(list(List.of(INDIRECT)).isOverlooked()).isTrue();
    assertThat(list(List.of(SOME_REASONS)).isOverlooked()).isTrue();
    assertThat(list(List.of(ONLY_USERS, ONLY_AUTHORITIES)).isOverlooked()).isTrue();
    assertThat(list(List.of(ONLY_USERS, ONLY_ATTRIBUTES)).isOverlooked()).isTrue();
    assertThat(list(List.of(ONLY_AUTHORITIES, ONLY_ATTRIBUTES)).isOverlooked()).isTrue();
  }

  @Test
  void takesAFlagThatIsFalseForNone() {
    ASN1Encodable written = new DERTaggedObject(false, 4, new DEROctetString(new byte[1]));

    assertThat(list(List.of(written)).isOverlooked()).isFalse();
  }

  @Test
  void saysWhatCannotBeRead() {
    ASN1Encodable identifier =
        new AuthorityKeyIdentifier(
            new GeneralNames(new GeneralName(new X500Name("CN=root"))),
            BigInteger.ONE.shiftLeft(520));

    ListContents list =
        contents(
            TestCrl.of(ROOT)
                .withoutKeyIdentifier()
                .with(Extension.issuingDistributionPoint, true, sequence(List.of(named(A))))
                .with(Extension.deltaCRLIndicator, true, number())
                .with(Extension.authorityKeyIdentifier, false, identifier));

    assertThat(list.obscurity()).hasValue("it has an integer of 66 bytes");
    assertThat(list.point()).isEqualTo(IssuingDistributionPoint.ANY);
    assertThat(list.delta()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"860100", "8601ff", "a003820100", "a000", "0500"})
  void refusesAPointWithUnknownParts(String hex) {
    DerValue point = new DerValue(DerValue.SEQUENCE, HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> IssuingDistributionPoint.read(point))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void cannotJudgeEntriesForOtherIssuers() {
    ListContents list =
        contents(
            TestCrl.of(ROOT)
                .revoking(
                    ROOT,
                    Extension.certificateIssuer,
                    true,
                    new GeneralNames(new GeneralName(new X500Name("CN=other")))));

    assertThat(list.obscurity()).hasValue("it has entries for certificates of other issuers");
  }

  @Test
  void isCriticalForExtensionsThatNobodyEnforcesOnly() {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");

    assertThat(contents(TestCrl.of(ROOT)).critical()).isFalse();
    assertThat(contents(TestCrl.of(ROOT).with(unknown, false, DERNull.INSTANCE)).critical())
        .isFalse();
    assertThat(contents(TestCrl.of(ROOT).with(unknown, true, DERNull.INSTANCE)).critical())
        .isTrue();
    assertThat(list(List.of(named(A))).critical()).isFalse();
  }

  @Test
  void isSignedByTheNearestThatItsIdentifiersAllow() throws MalformedException {
    TestCertificate rollover = TestCertificate.authority("root").issuedBy(ROOT);
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(rollover);
    List<CertificateContents> path =
        List.of(
            CertificateContents.of(leaf.certificate()),
            CertificateContents.of(rollover.certificate()),
            CertificateContents.of(ROOT.certificate()));
    TestCertificate stranger = TestCertificate.authority("other").selfSigned();

    assertThat(contents(TestCrl.of(rollover)).signer(path, 0)).hasValue(1);
    assertThat(contents(TestCrl.of(ROOT)).signer(path, 0)).hasValue(2);
    assertThat(contents(TestCrl.of(ROOT)).signer(path, 2)).hasValue(2);
    assertThat(contents(TestCrl.of(rollover)).signer(path, 1)).isEmpty();
    assertThat(contents(TestCrl.of(stranger)).signer(path, 0)).isEmpty();
    assertThat(contents(TestCrl.of(ROOT).withoutKeyIdentifier()).signer(path, 0)).hasValue(1);
  }

  @Test
  void refusesACertificateWhosePointsCannotBeRead() {
    for (ASN1Encodable part : List.of(flag(6), named(flag(2)), issuerOf(DERNull.INSTANCE))) {
      TestCertificateBuilder leaf =
          TestCertificate.leaf("db")
              .with(Extension.cRLDistributionPoints, false, sequence(List.of(point(part))));

      assertThat(malformed(leaf)).as(part.toString()).isPresent();
    }
  }

  private static Optional<String> malformed(TestCertificateBuilder leaf) {
    try {
      contents(leaf);
      return Optional.empty();
    } catch (MalformedException e) {
      return Optional.of(e.reason());
    }
  }

  private static ListContents list(List<ASN1Encodable> parts) {
    TestCrl list = TestCrl.of(ROOT).with(Extension.cRLNumber, false, number());
    return contents(
        parts.isEmpty()
            ? list
            : list.with(Extension.issuingDistributionPoint, true, sequence(parts)));
  }

  private static ASN1Encodable number() {
    return new CRLNumber(BigInteger.ONE);
  }

  private static ListContents contents(TestCrl list) {
    return ListContents.of(new RevocationList(list.build(), "crl.pem"));
  }

  private static CertificateContents contents(TestCertificateBuilder certificate)
      throws MalformedException {
    return CertificateContents.of(certificate.issuedBy(ROOT).certificate());
  }

  private static Row row(
      List<ASN1Encodable> ofList, List<ASN1Encodable> ofCertificate, Scope expected) {
    return new Row(ofList, ofCertificate, expected);
  }

  private static ASN1Encodable point(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  /** The field of both kinds of point that has the name. */
  private static ASN1Encodable named(ASN1Encodable... names) {
    ASN1Encodable choice =
        names[0] == RELATIVE || (names[0] instanceof DERTaggedObject flag && flag.getTagNo() == 2)
            ? names[0]
            : new DERTaggedObject(false, 0, new DERSequence(names));
    return new DERTaggedObject(true, 0, choice);
  }

  private static ASN1Encodable reasons() {
    return new DERTaggedObject(false, 1, new DERBitString(new byte[] {0x40}, 6));
  }

  private static ASN1Encodable issuer(String name) {
    return issuerOf(new X500Name(name));
  }

  private static ASN1Encodable issuerOf(ASN1Encodable name) {
    return new DERTaggedObject(false, 2, new DERSequence(new DERTaggedObject(true, 4, name)));
  }

  private static ASN1Encodable flag(int tag) {
    return new DERTaggedObject(false, tag, new DEROctetString(new byte[] {(byte) 0xff}));
  }

  private static ASN1Encodable uri(String text) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, text);
  }

  private static ASN1Encodable dns(String text) {
    return new GeneralName(GeneralName.dNSName, text);
  }

  private static ASN1Encodable directory(String name) {
    return new GeneralName(new X500Name(name));
  }

  private static DERSequence sequence(List<ASN1Encodable> values) {
    return new DERSequence(values.toArray(new ASN1Encodable[0]));
  }
}
