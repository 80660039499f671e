package io.github.jdbctls.trust;

import static io.github.jdbctls.trust.Chains.roots;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.RevocationList;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers say; the shapes of lists are judged against OpenSSL by an integration test. */
class RevocationCheckTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate CA = TestCertificate.authority("ca").issuedBy(ROOT);
  private static final TestCertificate LEAF =
      TestCertificate.leaf("db").dnsName("db.example.com").issuedBy(CA);

  private static RevocationLists lists(TestCrl... lists) {
    return new RevocationLists(
        Arrays.stream(lists).map(list -> new RevocationList(list.build(), "crl.pem")).toList(),
        "crl.pem",
        List.of());
  }

  private static Verdict verify(
      TrustMaterial roots, List<X509Certificate> chain, Clock clock, TestCrl... lists) {
    return new ChainVerifier(roots, Optional.of(lists(lists)), clock)
        .verify(chain, Chains.AUTH_TYPE, null);
  }

  private static Verdict verify(TestCrl... lists) {
    return verify(roots(ROOT), LEAF.chain(), Clock.systemUTC(), lists);
  }

  private static Problem problem(TestCrl... lists) {
    return Chains.problem(verify(lists));
  }

  @Test
  void acceptsAChainWithACurrentListOfEveryIssuer() {
    assertThat(verify(TestCrl.of(CA), TestCrl.of(ROOT))).isInstanceOf(Verdict.Accepted.class);
  }

  /** OpenSSL's security level is for certificates; a list can only take trust away. */
  @Test
  void takesAListWithAWeakSignature() {
    TestCrl old = TestCrl.of(CA).signature("SHA1withECDSA");

    assertThat(verify(old, TestCrl.of(ROOT))).isInstanceOf(Verdict.Accepted.class);
    assertThat(problem(old.revoking(LEAF), TestCrl.of(ROOT)).failure())
        .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
  }

  @Test
  void saysWhatWasRevokedAndWhereItIsWritten() {
    Problem problem =
        problem(TestCrl.of(CA).revoking(LEAF, CRLReason.keyCompromise), TestCrl.of(ROOT));

    assertThat(problem.failure()).isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
    assertThat(problem.found())
        .startsWith(
            "the certificate of \"CN=db\" (serial number "
                + LEAF.certificate().getSerialNumber().toString(16)
                + ") was revoked at ")
        .endsWith(", for the reason \"key compromise\", says the list of \"CN=ca\" in crl.pem");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        CRLReason.unspecified,
        CRLReason.superseded,
        CRLReason.certificateHold,
        CRLReason.removeFromCRL,
        CRLReason.privilegeWithdrawn
      })
  void refusesWhatIsOnTheListForAnyReason(int reason) {
    assertThat(problem(TestCrl.of(CA).revoking(LEAF, reason), TestCrl.of(ROOT)).failure())
        .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
  }

  @Test
  void refusesARevokedIntermediateAndARevokedAnchor() {
    assertThat(problem(TestCrl.of(CA), TestCrl.of(ROOT).revoking(CA)).found())
        .contains("the certificate of \"CN=ca\"", "was revoked");
    assertThat(problem(TestCrl.of(CA), TestCrl.of(ROOT).revoking(ROOT)).found())
        .contains("the certificate of \"CN=root\"", "was revoked");
  }

  @Test
  void namesTheIssuerWhoseListIsMissing() {
    Problem ofCa = problem(TestCrl.of(ROOT)); // libpq-cases #29, #74, #174
    Problem ofRoot = problem(TestCrl.of(CA));

    assertThat(ofCa.failure()).isEqualTo(TlsFailure.REVOCATION_LIST_MISSING);
    assertThat(ofCa.found())
        .isEqualTo(
            "the certificate of \"CN=db\" needs a revocation list of \"CN=ca\", and there is none"
                + " in crl.pem");
    assertThat(ofRoot.found())
        .contains("\"CN=ca\" needs a revocation list of \"CN=root\", and there is none");
  }

  @Test
  void saysThatAListHasExpired() {
    TestCrl expired = TestCrl.of(CA).expired();

    Problem problem = problem(expired, TestCrl.of(ROOT));

    assertThat(problem.failure()).isEqualTo(TlsFailure.REVOCATION_LIST_EXPIRED);
    assertThat(problem.found())
        .isEqualTo(
            "the revocation list of \"CN=ca\" in crl.pem expired at "
                + expired.build().getNextUpdate().toInstant()
                + ", so that it is not known whether the certificate of \"CN=db\" has been"
                + " revoked");
    assertThat(problem.remedy()).contains("Fetch the list again");
  }

  @Test
  void saysThatAListIsNotYetValid() {
    assertThat(problem(TestCrl.of(CA).notYetValid(), TestCrl.of(ROOT)))
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.REVOCATION_LIST_EXPIRED))
        .satisfies(p -> assertThat(p.found()).contains("is not valid before", "the clock says"));
  }

  @Test
  void isCurrentFromItsFirstSecondUpToItsLast() {
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ListContents list =
        ListContents.of(
            new RevocationList(
                TestCrl.of(CA).valid(from, from.plusSeconds(60)).build(), "crl.pem"));

    assertThat(list.isCurrent(from.minusNanos(1))).isFalse();
    assertThat(list.isCurrent(from)).isTrue();
    assertThat(list.isCurrent(from.plusSeconds(60).minusNanos(1))).isTrue();
    assertThat(list.isCurrent(from.plusSeconds(60))).isFalse();
  }

  @Test
  void neverEndsAListThatDoesNotSayWhen() {
    TestCrl endless = TestCrl.of(CA).valid(Instant.now().minus(Duration.ofDays(900)), null);

    assertThat(verify(endless, TestCrl.of(ROOT))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void tellsOfTheRevocationRatherThanOfWhatIsMissing() {
    assertThat(problem(TestCrl.of(ROOT).revoking(CA)).failure())
        .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
    assertThat(problem(TestCrl.of(ROOT).expired()).failure())
        .isEqualTo(TlsFailure.REVOCATION_LIST_EXPIRED);
  }

  @Test
  void tellsOfTheRevocationRatherThanOfAnotherPathThatHasExpired() {
    TestCertificate other = TestCertificate.authority("other root").selfSigned();
    TestCertificate crossed =
        TestCertificate.authority("ca").keyPair(CA.keyPair()).expired().issuedBy(other);
    List<X509Certificate> chain = new ArrayList<>(LEAF.chain());
    chain.add(crossed.certificate());

    Verdict verdict =
        verify(
            roots(other, ROOT),
            chain,
            Clock.systemUTC(),
            TestCrl.of(CA),
            TestCrl.of(ROOT).revoking(CA));

    assertThat(Chains.failure(verdict)).hasValue(TlsFailure.CERTIFICATE_REVOKED);
  }

  @Test
  void takesAnotherPathThanTheRevokedOne() {
    TestCertificate other = TestCertificate.authority("other root").selfSigned();
    TestCertificate crossed = TestCertificate.authority("ca").keyPair(CA.keyPair()).issuedBy(other);
    List<X509Certificate> chain = new ArrayList<>(LEAF.chain());
    chain.add(crossed.certificate());

    Verdict verdict =
        verify(
            roots(other, ROOT),
            chain,
            Clock.systemUTC(),
            TestCrl.of(CA),
            TestCrl.of(ROOT).revoking(CA),
            TestCrl.of(other));

    assertThat(verdict).isEqualTo(new Verdict.Accepted(Chains.certificates(LEAF, crossed, other)));
  }

  @Test
  void needsItsOwnListForASelfSignedServer() {
    TestCertificate leaf = TestCertificate.leaf("db").selfSigned();

    assertThat(
            Chains.failure(verify(roots(leaf), leaf.chain(), Clock.systemUTC(), TestCrl.of(ROOT))))
        .hasValue(TlsFailure.REVOCATION_LIST_MISSING);
    assertThat(verify(roots(leaf), leaf.chain(), Clock.systemUTC(), TestCrl.of(leaf)))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(
            Chains.failure(
                verify(
                    roots(leaf), leaf.chain(), Clock.systemUTC(), TestCrl.of(leaf).revoking(leaf))))
        .hasValue(TlsFailure.CERTIFICATE_REVOKED);
  }

  @Test
  void saysWhyTheListThatIsThereCannotBeUsed() {
    TestCertificate impostor = TestCertificate.authority("ca").selfSigned();
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");

    assertThat(
            problem(TestCrl.of(CA).signedBy(impostor).withoutKeyIdentifier(), TestCrl.of(ROOT))
                .found())
        .contains("its signature does not verify with the issuer's key");
    assertThat(problem(TestCrl.of(CA).signedBy(impostor), TestCrl.of(ROOT)).found())
        .contains("signed with another key, by its key identifier");
    assertThat(
            problem(TestCrl.of(CA).with(unknown, true, new DERUTF8String("obey")), TestCrl.of(ROOT))
                .found())
        .contains("has a critical extension that is not supported");
    assertThat(
            problem(
                    TestCrl.of(CA).revoking(ROOT, unknown, true, new DERUTF8String("obey")),
                    TestCrl.of(ROOT))
                .found())
        .contains("has a critical extension that is not supported");
    assertThat(
            problem(
                    TestCrl.of(CA)
                        .with(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE)),
                    TestCrl.of(ROOT))
                .found())
        .contains("is a delta list");
    assertThat(
            problem(
                    TestCrl.of(CA)
                        .with(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE))
                        .expired(),
                    TestCrl.of(ROOT))
                .found())
        .contains("is not current");
    assertThat(problem(about(TestCrl.of(CA), false, true), TestCrl.of(ROOT)).found())
        .contains("is indirect, for some reasons only or contradicts itself");
    assertThat(problem(about(TestCrl.of(CA), true, false), TestCrl.of(ROOT)).found())
        .contains("is about other certificates");
    assertThat(
            problem(
                    TestCrl.of(CA)
                        .revoking(
                            ROOT,
                            Extension.certificateIssuer,
                            true,
                            new GeneralNames(new GeneralName(new X500Name("CN=other")))),
                    TestCrl.of(ROOT))
                .found())
        .contains("cannot be used: it has entries for certificates of other issuers");
  }

  private static TestCrl about(TestCrl list, boolean onlyAuthorities, boolean indirect) {
    return list.with(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(null, false, onlyAuthorities, null, indirect, false));
  }

  @Test
  void cannotUseAListThatMayBeAboutSomeReasonsOnly() {
    DistributionPoint someReasons =
        new DistributionPoint(null, new ReasonFlags(ReasonFlags.keyCompromise), null);
    TestCertificate leaf =
        TestCertificate.leaf("db")
            .with(
                Extension.cRLDistributionPoints,
                false,
                new CRLDistPoint(new DistributionPoint[] {someReasons}))
            .issuedBy(ROOT);

    Problem problem =
        Chains.problem(verify(roots(ROOT), leaf.chain(), Clock.systemUTC(), TestCrl.of(ROOT)));

    assertThat(problem.failure()).isEqualTo(TlsFailure.REVOCATION_LIST_MISSING);
    assertThat(problem.found())
        .contains("cannot be used: it is about some reasons only, or an unclear part of them");
  }

  @Test
  void prefersTheListOfTheDirectIssuerToANewerOneOfItsNamesake() {
    TestCertificate rollover = TestCertificate.authority("root").issuedBy(ROOT);
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(rollover);
    Instant now = Instant.now();
    TestCrl direct = TestCrl.of(rollover).valid(now.minusSeconds(5000), now.plusSeconds(5000));
    TestCrl newer = TestCrl.of(ROOT).valid(now.minusSeconds(50), now.plusSeconds(5000));

    assertThat(verify(roots(ROOT), leaf.chain(), Clock.systemUTC(), direct, newer.revoking(leaf)))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(
            Chains.failure(
                verify(roots(ROOT), leaf.chain(), Clock.systemUTC(), direct.revoking(leaf), newer)))
        .hasValue(TlsFailure.CERTIFICATE_REVOKED);
  }

  /** The list of a signature that is not looked at decides nothing. */
  @Test
  void refusesWhereTooManySignaturesWereLookedAt() throws MalformedException {
    SignatureBudget spent = new SignatureBudget();
    RevocationList list = new RevocationList(TestCrl.of(CA).build(), "crl.pem");
    for (int i = 0; i < SignatureBudget.MOST_SIGNATURES; i++) {
      spent.allows(list, KeyAlgorithm.EC_P256.newKeyPair().getPublic());
    }
    DecidingList deciding =
        new DecidingList(
            ListContents.of(list),
            CertificateContents.of(CA.certificate()),
            true,
            ListContents.Scope.INSIDE);
    CertificateContents leaf = CertificateContents.of(LEAF.certificate());

    assertThat(deciding.refusal(leaf, new SignatureBudget())).isEmpty();
    assertThat(deciding.refusal(leaf, spent).map(Problem::found))
        .get()
        .asString()
        .contains("the server sent too many issuers that could have signed it");
  }

  @Test
  void needsTheKeyUsageForListsWhereThereIsOne() {
    TestCertificate root =
        TestCertificate.authority("root").keyUsage(KeyUsage.keyCertSign).selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(root);

    Problem problem =
        Chains.problem(verify(roots(root), leaf.chain(), Clock.systemUTC(), TestCrl.of(root)));

    assertThat(problem.failure()).isEqualTo(TlsFailure.REVOCATION_LIST_MISSING);
    assertThat(problem.found()).contains("key usage lacks cRLSign");
  }

  @Test
  void takesTheNewestOfSeveralLists() {
    Instant now = Instant.now();
    TestCrl older =
        TestCrl.of(CA).valid(now.minusSeconds(5000), now.plusSeconds(5000)).revoking(LEAF);
    TestCrl newer = TestCrl.of(CA).valid(now.minusSeconds(50), now.plusSeconds(5000));

    assertThat(verify(older, newer, TestCrl.of(ROOT))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void believesAllListsOfTheSameMoment() {
    Instant now = Instant.now();
    TestCrl one = TestCrl.of(CA).valid(now.minusSeconds(50), null);
    TestCrl two = TestCrl.of(CA).valid(now.minusSeconds(50), null).revoking(LEAF);

    assertThat(problem(one, two, TestCrl.of(ROOT)).failure())
        .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
    assertThat(problem(two, one, TestCrl.of(ROOT)).failure())
        .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
  }

  @Test
  void looksAtABoundedNumberOfSignatures() {
    SignatureBudget budget = new SignatureBudget();
    RevocationList list = new RevocationList(TestCrl.of(CA).build(), "crl.pem");
    for (int i = 0; i < SignatureBudget.MOST_SIGNATURES; i++) {
      assertThat(budget.allows(list, KeyAlgorithm.EC_P256.newKeyPair().getPublic())).isTrue();
    }

    assertThat(budget.allows(list, CA.keyPair().getPublic())).isFalse();
  }

  @Test
  void repeatsNoControlCharacterOfAForger() {
    TestCertificate root = TestCertificate.authority("x").subject("CN=ro\\0Aot").selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(root);

    assertThat(
            Chains.problem(verify(roots(root), leaf.chain(), Clock.systemUTC(), TestCrl.of(ROOT)))
                .found())
        .doesNotContain("\n");
  }
}
