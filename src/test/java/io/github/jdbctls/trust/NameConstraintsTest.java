package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every base with every name, once as permitted and once as excluded subtree. */
class NameConstraintsTest {
  /** How a name stands to a base. */
  enum Relation {
    /** Refused if excluded, accepted if permitted. */
    WITHIN,
    /** Accepted if excluded, refused if permitted. */
    OUTSIDE,
    /** Covers a part, or one of several names is within and another is not: refused either way. */
    OVERLAPS,
    /** Cannot be compared: refused either way. */
    UNCLEAR,
    /** Of another kind: accepted either way. */
    UNRELATED
  }

  record Row(GeneralName base, String subject, List<GeneralName> names, Relation relation) {
    @Override
    public String toString() {
      return relation + ": base " + base + ", subject " + subject + ", names " + names;
    }
  }

  static final List<Row> ROWS =
      List.of(
          row(dns("example.com"), Relation.WITHIN, dns("example.com")),
          row(dns("example.com"), Relation.WITHIN, dns("db.EXAMPLE.com")),
          row(dns("example.com"), Relation.WITHIN, dns("a.b.example.com")),
          row(dns("example.com"), Relation.OVERLAPS, dns("db.example.com.")),
          row(dns("example.com."), Relation.OVERLAPS, dns("db.example.com")),
          row(dns("example.com"), Relation.WITHIN, dns("*.example.com")),
          row(dns("example.com"), Relation.OUTSIDE, dns("badexample.com")),
          row(dns("example.com"), Relation.OUTSIDE, dns("example.com.evil.org")),
          row(dns("example.com"), Relation.OUTSIDE, dns("com")),
          row(dns(".example.com"), Relation.WITHIN, dns("db.example.com")),
          row(dns(".example.com"), Relation.OUTSIDE, dns("example.com")),
          row(dns(".example.com"), Relation.OUTSIDE, dns("badexample.com")),
          row(dns(""), Relation.WITHIN, dns("db.example.com")),
          row(dns("."), Relation.WITHIN, dns("db.")),
          row(dns("."), Relation.OVERLAPS, dns("db")),
          row(dns("db.example.com"), Relation.OVERLAPS, dns("*.example.com")),
          row(dns("a.db.example.com"), Relation.OUTSIDE, dns("*.example.com")),
          row(dns("example.com"), Relation.UNCLEAR, dns("db.example.com\0.evil.org")),
          row(dns("example.com\0"), Relation.UNCLEAR, dns("db.example.com")),
          row(dns("example.com"), Relation.UNRELATED, ip("192.0.2.1")),
          row(dns("example.com"), Relation.UNRELATED, email("a@example.com")),
          row(dns("example.com"), Relation.UNRELATED, other("1.2.3")),
          // An address as text is matched by hosts, so it counts as address too.
          row(ip("192.0.2.0/24"), Relation.WITHIN, dns("192.0.2.1")),
          row(ip("192.0.2.0/24"), Relation.OUTSIDE, dns("198.51.100.1")),
          // The common name counts where there is no dNSName.
          cn(dns("example.com"), Relation.WITHIN, "CN=db.example.com"),
          cn(dns("example.com"), Relation.OUTSIDE, "CN=db.evil.org"),
          cn(dns("example.com"), Relation.OUTSIDE, "CN=db_1.evil.org"),
          cn(dns("example.com"), Relation.OUTSIDE, "CN=*.evil.org"),
          cn(dns("example.com"), Relation.OVERLAPS, "CN=db.example.com,CN=db.evil.org"),
          cn(dns("example.com"), Relation.OUTSIDE, "CN=localhost"),
          cn(dns("example.com"), Relation.UNRELATED, "CN=A database server"),
          cn(dns("example.com"), Relation.UNRELATED, "O=db.evil.org"),
          cn(dns("example.com"), Relation.OUTSIDE, "CN=db.evil.org", ip("192.0.2.1")),
          cn(dns("example.com"), Relation.WITHIN, "CN=db.evil.org", dns("db.example.com")),
          cn(ip("192.0.2.0/24"), Relation.OUTSIDE, "CN=198.51.100.1"),
          row(ip("192.0.2.0/24"), Relation.WITHIN, ip("192.0.2.255")),
          row(ip("192.0.2.0/24"), Relation.OUTSIDE, ip("192.0.3.0")),
          row(ip("192.0.2.0/24"), Relation.OUTSIDE, ip("2001:db8::1")),
          row(ip("2001:db8::/32"), Relation.WITHIN, ip("2001:db8::1")),
          row(ip("0.0.0.0/0"), Relation.WITHIN, ip("8.8.8.8")),
          row(ip("0.0.0.0/0"), Relation.OUTSIDE, ip("2001:db8::1")),
          row(ipBytes(new int[32]), Relation.OUTSIDE, ip("8.8.8.8")),
          row(ipBytes(10, 0, 0, 1, 255, 0, 0, 0), Relation.WITHIN, ip("10.1.1.1")), // host bits
          row(ipBytes(10, 0, 0, 1, 255, 0, 0, 255), Relation.WITHIN, ip("10.9.9.1")),
          row(ipBytes(10, 0, 0, 1, 255, 0, 0, 255), Relation.OUTSIDE, ip("10.9.9.2")),
          row(ipBytes(10, 0, 0, 1), Relation.UNCLEAR, ip("10.0.0.1")),
          row(ip("192.0.2.0/24"), Relation.UNCLEAR, ipBytes(1, 2, 3, 4, 5)),
          row(email("a@example.com"), Relation.WITHIN, email("a@EXAMPLE.com")),
          row(email("a@example.com"), Relation.OUTSIDE, email("b@example.com")),
          row(email("example.com"), Relation.WITHIN, email("b@example.com")),
          row(email("example.com"), Relation.OUTSIDE, email("b@x.example.com")),
          row(email(".example.com"), Relation.WITHIN, email("b@x.example.com")),
          row(email(".example.com"), Relation.OUTSIDE, email("b@example.com")),
          row(email(".example.com"), Relation.WITHIN, email("b@.example.com")),
          row(email(".example.com"), Relation.OUTSIDE, email("b@badexample.com")),
          row(email("@example.com"), Relation.WITHIN, email("b@example.com")),
          row(email("@example.com"), Relation.OUTSIDE, email("b@x.example.com")),
          row(email("a@.example.com"), Relation.OUTSIDE, email("a@x.example.com")),
          row(email("example.com"), Relation.WITHIN, email("@example.com")),
          row(email("example.com"), Relation.WITHIN, email("a@b@example.com")),
          row(email("example.com"), Relation.UNCLEAR, email("nobody")),
          cn(email("example.com"), Relation.WITHIN, "E=a@example.com", dns("db")),
          cn(email("example.com"), Relation.OVERLAPS, "E=a@evil.org", email("a@example.com")),
          row(email("example.com"), Relation.UNCLEAR, other("1.3.6.1.5.5.7.8.9")),
          row(uri("example.com"), Relation.WITHIN, uri("https://EXAMPLE.com:80/x@evil.org")),
          row(uri("example.com"), Relation.UNCLEAR, uri("https://u@example.com/")),
          row(uri("example.com"), Relation.OUTSIDE, uri("https://x.example.com/")),
          row(uri(".example.com"), Relation.WITHIN, uri("https://x.example.com")),
          row(uri(".example.com"), Relation.OUTSIDE, uri("https://example.com")),
          row(uri(".example.com"), Relation.OUTSIDE, uri("https://.example.com")),
          row(uri("example.com"), Relation.UNCLEAR, uri("urn:x")),
          row(uri("example.com"), Relation.UNCLEAR, uri("https://@example.com/")),
          row(uri("example.com"), Relation.UNCLEAR, uri("https://example.com:x@evil.org/")),
          row(uri("example.com"), Relation.UNCLEAR, uri("https:///example.com")),
          row(uri("example.com"), Relation.WITHIN, uri("://example.com")),
          // OpenSSL reads these otherwise than RFC 3986 does.
          row(uri("example.com"), Relation.UNCLEAR, uri("https://example.com/x:80")),
          row(uri("example.com"), Relation.UNCLEAR, uri("https://example.com?x")),
          row(uri("example.com"), Relation.UNCLEAR, uri("x:y://example.com")),
          cn(directory("O=Good"), Relation.WITHIN, "O=good,CN=the database"),
          cn(
              directory("O=" + "g".repeat(200)),
              Relation.WITHIN,
              "O=" + "G".repeat(200) + ",CN=x y"),
          cn(directory("O=Good,CN=x y"), Relation.WITHIN, "O=good,CN=x y"),
          cn(directory("O=Good"), Relation.OUTSIDE, "CN=the database,O=Good"),
          cn(directory("O=Good,OU=x"), Relation.OUTSIDE, "O=Good"),
          cn(directory("O=Good"), Relation.UNRELATED, "", dns("db")),
          cn(directory(""), Relation.WITHIN, "O=Good"),
          row(other("1.2.3"), Relation.UNCLEAR, other("1.2.3")),
          row(other("1.2.3"), Relation.UNRELATED, dns("db.example.com")),
          row(
              new GeneralName(GeneralName.registeredID, "1.2.3"),
              Relation.UNCLEAR,
              new GeneralName(GeneralName.registeredID, "1.2.4")));

  @ParameterizedTest(name = "{0}")
  @FieldSource("ROWS")
  void permitsAndExcludes(Row row) throws MalformedException {
    GeneralName[] base = {row.base()};
    CertificateContents leaf = leaf(row.subject(), row.names());

    boolean acceptedIfPermitted =
        constraints(authority().nameConstraints(base, null)).refusal(leaf, true).isEmpty();
    boolean acceptedIfExcluded =
        constraints(authority().nameConstraints(null, base)).refusal(leaf, true).isEmpty();

    assertThat(acceptedIfPermitted)
        .as("accepted if permitted")
        .isEqualTo(row.relation() == Relation.WITHIN || row.relation() == Relation.UNRELATED);
    assertThat(acceptedIfExcluded)
        .as("accepted if excluded")
        .isEqualTo(row.relation() == Relation.OUTSIDE || row.relation() == Relation.UNRELATED);
  }

  @Test
  void takesACommonNameOfTheLeafOnly() throws MalformedException {
    NameConstraints constraints =
        constraints(authority().nameConstraints(new GeneralName[] {dns("example.com")}, null));
    CertificateContents certificate = leaf("CN=evil.org", List.of());

    assertThat(constraints.refusal(certificate, true)).isPresent();
    assertThat(constraints.refusal(certificate, false)).isEmpty();
  }

  @Test
  void wantsEveryNamePermittedAndNoneExcluded() throws MalformedException {
    NameConstraints constraints =
        constraints(
            authority()
                .nameConstraints(
                    new GeneralName[] {dns("example.com"), dns("example.org")},
                    new GeneralName[] {dns("secret.example.com")}));

    assertThat(constraints.refusal(leaf("O=x", List.of(dns("a.example.org"))), true)).isEmpty();
    assertThat(
            constraints.refusal(
                leaf("O=x", List.of(dns("a.example.org"), dns("a.example.net"))), true))
        .hasValue("which does not permit \"a.example.net\"");
    assertThat(
            constraints.refusal(
                leaf("O=x", List.of(dns("a.example.org"), dns("a.secret.example.com"))), true))
        .hasValue("which excludes \"a.secret.example.com\"");
  }

  @ParameterizedTest(name = "minimum {0}, maximum {1}")
  @CsvSource({"0, 2", "0, 0", "1, -1", "1, 2"})
  void refusesDistances(int minimum, int maximum) {
    List<ASN1Encodable> parts = new ArrayList<>(List.of(dns("example.com")));
    if (minimum > 0) {
      parts.add(new DERTaggedObject(false, 0, new ASN1Integer(minimum)));
    }
    if (maximum >= 0) {
      parts.add(new DERTaggedObject(false, 1, new ASN1Integer(maximum)));
    }

    assertThatThrownBy(() -> constraints(permitting(parts)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("distance");
  }

  @Test
  void takesTheDistanceZeroThatSomeWriteOut() throws MalformedException {
    List<ASN1Encodable> parts =
        List.of(dns("example.com"), new DERTaggedObject(false, 0, new ASN1Integer(0)));

    assertThat(
            constraints(permitting(parts)).refusal(leaf("O=x", List.of(dns("example.com"))), true))
        .isEmpty();
  }

  private static TestCertificateBuilder permitting(List<ASN1Encodable> partsOfASubtree) {
    ASN1Encodable subtree = new DERSequence(partsOfASubtree.toArray(new ASN1Encodable[0]));
    return authority()
        .with(
            Extension.nameConstraints,
            true,
            new DERSequence(new DERTaggedObject(false, 0, new DERSequence(subtree))));
  }

  /** OpenSSL compares 2^20 times; the subject is a name too. */
  @ParameterizedTest
  @CsvSource({"1023, false", "1024, true"})
  void refusesToCompareTooManyNames(int alternatives, boolean refused) throws MalformedException {
    GeneralName[] bases =
        IntStream.range(0, 512).mapToObj(i -> dns("n" + i)).toArray(GeneralName[]::new);
    GeneralName[] addresses =
        IntStream.range(0, 512).mapToObj(i -> ip("10.0.0.0/8")).toArray(GeneralName[]::new);
    List<GeneralName> names =
        IntStream.range(0, alternatives).mapToObj(i -> email("x" + i)).toList();
    NameConstraints constraints = constraints(authority().nameConstraints(addresses, bases));

    assertThat(constraints.refusal(leaf("O=x", names), true))
        .isEqualTo(
            refused
                ? Optional.of("which would have to be compared with too many names")
                : Optional.empty());
  }

  record Words(GeneralName base, String subject, List<GeneralName> names, String expected) {
    @Override
    public String toString() {
      return expected;
    }
  }

  static final List<Words> WORDS =
      List.of(
          new Words(dns("b"), "O=x", List.of(dns("a")), "which does not permit \"a\""),
          new Words(
              ip("10.0.0.0/8"), "O=x", List.of(ip("9.0.0.1")), "which does not permit 9.0.0.1"),
          new Words(email("b"), "O=x", List.of(email("a@c")), "which does not permit \"a@c\""),
          new Words(uri("b"), "O=x", List.of(uri("x://c")), "which does not permit \"x://c\""),
          new Words(directory("O=b"), "O=x", List.of(), "which does not permit the subject's name"),
          new Words(
              other("1.2"),
              "O=x",
              List.of(other("1.2")),
              "with a constraint that cannot be applied to a name of kind OTHER_NAME"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("WORDS")
  void saysWhichNameIsRefused(Words words) throws MalformedException {
    GeneralName[] base = {words.base()};

    assertThat(
            constraints(authority().nameConstraints(base, null))
                .refusal(leaf(words.subject(), words.names()), true))
        .hasValue(words.expected());
  }

  @Test
  void appliesToTheNamesOfIntermediatesButNotOfSelfIssuedOnes() {
    TestCertificate root =
        TestCertificate.authority("test root")
            .nameConstraints(null, new GeneralName[] {dns("example.com")})
            .selfSigned();
    TestCertificate named =
        TestCertificate.authority("test ca").dnsName("ca.example.com").issuedBy(root);
    TestCertificate rollover =
        TestCertificate.authority("test root").dnsName("ca.example.com").issuedBy(root);

    assertThat(failureOf(TestCertificate.leaf("the db").issuedBy(named)))
        .isEqualTo(TlsFailure.CONSTRAINT_VIOLATED);
    assertThat(failureOf(TestCertificate.leaf("the db").issuedBy(rollover))).isNull();
  }

  @Test
  void appliesToTheNamesOfALeafThatIsSelfIssued() {
    TestCertificate root =
        TestCertificate.authority("test root")
            .nameConstraints(null, new GeneralName[] {dns("example.com")})
            .selfSigned();
    TestCertificate leaf =
        TestCertificate.leaf("test root").dnsName("db.example.com").issuedBy(root);

    assertThat(found(leaf)).contains("name constraints which excludes \"db.example.com\"");
  }

  @Test
  void appliesToTheCommonNameOfTheLeafInAPath() {
    TestCertificate root =
        TestCertificate.authority("test root")
            .nameConstraints(new GeneralName[] {dns("example.com")}, null)
            .selfSigned();

    assertThat(found(TestCertificate.leaf("db.evil.org").issuedBy(root)))
        .contains("name constraints which does not permit \"db.evil.org\"");
  }

  private static String found(TestCertificate leaf) {
    return Chains.problem(Chains.verify(Chains.roots(leaf.root()), leaf.chain())).found();
  }

  private static @Nullable TlsFailure failureOf(TestCertificate leaf) {
    return Chains.failure(Chains.verify(Chains.roots(leaf.root()), leaf.chain())).orElse(null);
  }

  private static NameConstraints constraints(TestCertificateBuilder authority)
      throws MalformedException {
    return CertificateContents.of(authority.selfSigned().certificate())
        .nameConstraints()
        .orElseThrow();
  }

  private static TestCertificateBuilder authority() {
    return TestCertificate.authority("test root");
  }

  private static CertificateContents leaf(String subject, List<GeneralName> names)
      throws MalformedException {
    TestCertificateBuilder leaf = TestCertificate.leaf("x").subject(subject);
    names.forEach(leaf::alternativeName);
    return CertificateContents.of(leaf.issuedBy(authority().selfSigned()).certificate());
  }

  private static Row row(GeneralName base, Relation relation, GeneralName... names) {
    return new Row(base, "O=a database", List.of(names), relation);
  }

  private static Row cn(GeneralName base, Relation relation, String subject, GeneralName... names) {
    return new Row(base, subject, List.of(names), relation);
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static GeneralName email(String name) {
    return new GeneralName(GeneralName.rfc822Name, name);
  }

  private static GeneralName uri(String name) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, name);
  }

  private static GeneralName directory(String name) {
    return new GeneralName(new X500Name(name));
  }

  private static GeneralName ip(String addressOrNetwork) {
    return new GeneralName(GeneralName.iPAddress, addressOrNetwork);
  }

  private static GeneralName ipBytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
  }

  private static GeneralName other(String id) {
    return new GeneralName(
        GeneralName.otherName,
        new OtherName(new ASN1ObjectIdentifier(id), new DERUTF8String("a@example.com")));
  }
}
