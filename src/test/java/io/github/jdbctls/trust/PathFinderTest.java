package io.github.jdbctls.trust;

import static io.github.jdbctls.trust.Chains.certificates;
import static io.github.jdbctls.trust.Chains.problem;
import static io.github.jdbctls.trust.Chains.roots;
import static io.github.jdbctls.trust.Chains.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PathFinderTest {
  private final TestCertificate root = TestCertificate.authority("test root").selfSigned();
  private final TestCertificate intermediate =
      TestCertificate.authority("test intermediate").issuedBy(root);
  private final TestCertificate leaf = TestCertificate.leaf("db").issuedBy(intermediate);

  private List<X509Certificate> path() {
    return certificates(leaf, intermediate, root);
  }

  @Test
  void takesIntermediatesFromTheServerAndFromTheRootSource() {
    Verdict accepted = new Verdict.Accepted(path());

    assertThat(verify(roots(root), certificates(leaf, intermediate))).isEqualTo(accepted);
    assertThat(verify(roots(root), certificates(leaf, intermediate, root))).isEqualTo(accepted);
    assertThat(verify(roots(List.of(root), List.of(intermediate)), certificates(leaf)))
        .isEqualTo(accepted);
  }

  @Test
  void findsThePathWhateverOrderTheServerSends() {
    TestCertificate stranger = TestCertificate.authority("stranger").selfSigned();

    assertThat(verify(roots(stranger, root), certificates(leaf, root, stranger, intermediate)))
        .isEqualTo(new Verdict.Accepted(path()));
  }

  @Test
  void goesThroughNoCertificateThatTheRootSourceRejects() {
    TestCertificate self = TestCertificate.leaf("self").selfSigned();
    TrustMaterial noIntermediate = rejecting(intermediate, root);
    TrustMaterial noRoot = rejecting(root, intermediate);

    // openssl verify -purpose sslserver decides the same for all of these.
    for (Verdict verdict :
        List.of(
            verify(noIntermediate, certificates(leaf, intermediate)),
            verify(noRoot, certificates(leaf, intermediate, root)),
            verify(rejecting(self, root), certificates(self)))) {
      assertThat(problem(verdict).failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
      assertThat(problem(verdict).message())
          .contains("ca.pem holds that one with trust settings that reject it", "-clrtrust");
    }
    assertThat(verify(rejecting(leaf, root), certificates(leaf, intermediate)))
        .isEqualTo(new Verdict.Accepted(path()));
  }

  @Test
  void goesThroughNoOtherCertificateOfTheSubjectAndKeyThatTheRootSourceRejects() {
    TestCertificate stranger = TestCertificate.authority("stranger").selfSigned();
    TestCertificate crossRoot =
        TestCertificate.authority("test root").keyPair(root.keyPair()).issuedBy(stranger);
    TestCertificate crossIntermediate =
        TestCertificate.authority("test intermediate")
            .keyPair(intermediate.keyPair())
            .issuedBy(stranger);
    TestCertificate renewedRoot =
        TestCertificate.authority("test root").keyPair(root.keyPair()).selfSigned();

    // openssl verify -purpose sslserver: error 28 for all of these.
    for (Verdict verdict :
        List.of(
            verify(rejecting(root, stranger), certificates(leaf, intermediate, crossRoot)),
            verify(rejecting(intermediate, stranger), certificates(leaf, crossIntermediate)),
            verify(rejecting(root, renewedRoot), certificates(leaf, intermediate)),
            verify(rejecting(root, renewedRoot), certificates(renewedRoot)))) {
      assertThat(problem(verdict).failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
      assertThat(problem(verdict).message()).contains("-clrtrust");
    }
    // Neither the name nor the key alone is rejected.
    TestCertificate namesake = TestCertificate.authority("test root").selfSigned();
    assertThat(verify(rejecting(namesake, root), certificates(leaf, intermediate)))
        .isEqualTo(new Verdict.Accepted(path()));
    TestCertificate renamed =
        TestCertificate.authority("renamed").keyPair(root.keyPair()).selfSigned();
    assertThat(verify(rejecting(renamed, root), certificates(leaf, intermediate)))
        .isEqualTo(new Verdict.Accepted(path()));
  }

  @Test
  void believesNoAnchorThatOnlyClaimsToBeItsOwnIssuer() {
    TestCertificate forged = TestCertificate.authority("test root").issuedBy(root);
    assertThat(forged.certificate().getIssuerX500Principal())
        .isEqualTo(forged.certificate().getSubjectX500Principal());
    TestCertificate below = TestCertificate.leaf("below").issuedBy(forged);

    assertThat(Chains.failure(verify(roots(forged), certificates(below))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
    assertThat(Chains.failure(verify(roots(forged), certificates(forged))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  private static TrustMaterial rejecting(TestCertificate rejected, TestCertificate other) {
    TrustMaterial roots = roots(other);
    return new TrustMaterial(
        roots.anchors(),
        roots.others(),
        Set.of(rejected.certificate()),
        roots.jvmTrustManager(),
        roots.source(),
        roots.stamps());
  }

  @Test
  void takesTheFirstCertificateForTheLeaf() {
    TestCertificate other = TestCertificate.leaf("other").issuedBy(intermediate);

    assertThat(verify(roots(root), certificates(other, leaf, intermediate)))
        .isEqualTo(new Verdict.Accepted(certificates(other, intermediate, root)));
  }

  @Test
  void takesNoIntermediateForAnAnchor() { // libpq-cases #19
    Problem problem =
        problem(verify(roots(List.of(), List.of(intermediate)), certificates(leaf, intermediate)));

    assertThat(problem.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
    assertThat(problem.found())
        .isEqualTo(
            "the certificate of \"CN=test intermediate\" was issued by \"CN=test root\", and"
                + " ca.pem holds it, but not its issuer: only self-signed certificates are"
                + " trusted, others merely help to build the chain");
  }

  @Test
  void takesAnIssuedLeafForNoAnchor() { // libpq-cases #176
    assertThat(problem(verify(roots(List.of(), List.of(leaf)), certificates(leaf))).found())
        .isEqualTo(
            "the certificate of \"CN=db\" was issued by \"CN=test intermediate\", and ca.pem holds"
                + " it, but not its issuer: only self-signed certificates are trusted, others"
                + " merely help to build the chain");
  }

  @Test
  void believesNoSourceThatCallsAnIntermediateAnAnchor() {
    assertThat(Chains.failure(verify(roots(intermediate), certificates(leaf, intermediate))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void namesTheMissingIssuer() {
    TestCertificate stranger = TestCertificate.authority("stranger").selfSigned();

    assertThat(problem(verify(roots(stranger), certificates(leaf))).found())
        .isEqualTo(
            "the certificate of \"CN=db\" was issued by \"CN=test intermediate\", and neither"
                + " ca.pem nor the server's message holds a certificate of that issuer");
    assertThat(problem(verify(roots(stranger), certificates(leaf, intermediate))).found())
        .isEqualTo(
            "the certificate of \"CN=test intermediate\" was issued by \"CN=test root\", and"
                + " neither ca.pem nor the server's message holds a certificate of that issuer");
    assertThat(problem(verify(roots(stranger), certificates(leaf, intermediate, root))).found())
        .isEqualTo(
            "the certificate of \"CN=test root\" is self-signed, and ca.pem does not hold it");
  }

  @Test
  void saysWhenTheSourceHasTheSubjectWithAnotherKey() {
    TestCertificate other = TestCertificate.authority("test root").selfSigned();
    String same = ", and ca.pem holds a certificate of the same subject, but with another key";

    assertThat(problem(verify(roots(other), certificates(leaf, intermediate))).found())
        .endsWith("was issued by \"CN=test root\"" + same);
    assertThat(problem(verify(roots(other), certificates(leaf, intermediate, root))).found())
        .isEqualTo("the certificate of \"CN=test root\" is self-signed" + same);
  }

  @Test
  void saysWhenNothingInTheSourceIsTrusted() {
    TestCertificate stranger = TestCertificate.authority("stranger").issuedBy(root);

    assertThat(problem(verify(roots(List.of(), List.of(stranger)), certificates(leaf))).found())
        .endsWith("ca.pem holds no self-signed certificate, so that nothing in it is trusted");
  }

  @Test
  void refusesASignatureOfAnotherKeyUnderTheRightName() {
    TestCertificate forger =
        TestCertificate.authority("test root").withoutKeyIdentifiers().selfSigned();
    TestCertificate forged = TestCertificate.leaf("db").withoutKeyIdentifiers().issuedBy(forger);

    assertThat(Chains.failure(verify(roots(root), certificates(forged))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
    assertThat(Chains.failure(verify(roots(root), certificates(forged, forger))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void obeysTheKeyIdentifier() {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate otherwiseNamed =
        TestCertificate.authority("ca")
            .keyPair(keys)
            .withoutKeyIdentifiers()
            .with(
                Extension.subjectKeyIdentifier,
                false,
                new DEROctetString(new DEROctetString(new byte[] {1, 2, 3}).getOctets()))
            .selfSigned();
    TestCertificate same = TestCertificate.authority("ca").keyPair(keys).selfSigned();
    TestCertificate issued = TestCertificate.leaf("db").issuedBy(same);

    assertThat(verify(roots(same), certificates(issued))).isInstanceOf(Verdict.Accepted.class);
    assertThat(Chains.failure(verify(roots(otherwiseNamed), certificates(issued))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void triesEveryPathOfACrossSignedIssuer() {
    TestCertificate expired = TestCertificate.authority("old root").expired().selfSigned();
    TestCertificate current = TestCertificate.authority("new root").selfSigned();
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate byExpired = TestCertificate.authority("ca").keyPair(keys).issuedBy(expired);
    TestCertificate byCurrent = TestCertificate.authority("ca").keyPair(keys).issuedBy(current);
    TestCertificate issued = TestCertificate.leaf("db").issuedBy(byExpired);

    assertThat(verify(roots(expired, current), certificates(issued, byExpired, byCurrent)))
        .isEqualTo(new Verdict.Accepted(certificates(issued, byCurrent, current)));
    assertThat(Chains.failure(verify(roots(expired), certificates(issued, byExpired, byCurrent))))
        .hasValue(TlsFailure.CERTIFICATE_EXPIRED);
  }

  @Test
  void tellsTheMoreTellingReasonOfTwoPaths() {
    TestCertificate expired = TestCertificate.authority("old root").expired().selfSigned();
    TestCertificate noAuthority =
        TestCertificate.authority("new root").without(Extension.basicConstraints).selfSigned();
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate first = TestCertificate.authority("ca").keyPair(keys).issuedBy(noAuthority);
    TestCertificate second = TestCertificate.authority("ca").keyPair(keys).issuedBy(expired);
    TestCertificate issued = TestCertificate.leaf("db").issuedBy(first);

    assertThat(
            Chains.failure(
                verify(roots(noAuthority, expired), certificates(issued, first, second))))
        .hasValue(TlsFailure.CERTIFICATE_EXPIRED);
  }

  @Test
  void goesRoundNoCircle() {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate a = TestCertificate.authority("a").keyPair(keys).selfSigned();
    TestCertificate b = TestCertificate.authority("b").issuedBy(a);
    TestCertificate aByB = TestCertificate.authority("a").keyPair(keys).issuedBy(b);
    TestCertificate issued = TestCertificate.leaf("db").issuedBy(aByB);

    assertThat(problem(verify(roots(root), certificates(issued, aByB, b))).found())
        .isEqualTo(
            "the certificate of \"CN=b\" was issued by \"CN=a\", and neither ca.pem nor the"
                + " server's message holds a certificate of that issuer");
  }

  @Test
  void goesNoDeeperThanTenCertificates() {
    TestCertificate issuer = root;
    for (int i = 0; i < 8; i++) {
      issuer = TestCertificate.authority("ca " + i).issuedBy(issuer);
    }
    List<X509Certificate> ten = TestCertificate.leaf("db").issuedBy(issuer).chain();
    List<X509Certificate> eleven =
        TestCertificate.leaf("db")
            .issuedBy(TestCertificate.authority("ca 8").issuedBy(issuer))
            .chain();

    assertThat(verify(roots(root), ten)).isInstanceOf(Verdict.Accepted.class);
    assertThat(Chains.failure(verify(roots(root), eleven))).hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void givesUpAfterTooManySignaturesOfCertificatesWithTheSameName() {
    List<X509Certificate> chain = sameNamed(PathFinder.MOST_CERTIFICATES);

    assertThat(problem(verify(roots(root), chain)).found())
        .contains("the search for a trusted root was given up");
  }

  /** What was not looked at any more is no proof. */
  @Test
  void believesNoSignatureAfterItHasGivenUp() {
    TestCertificate anchor = TestCertificate.authority("same").withoutKeyIdentifiers().selfSigned();

    assertThat(problem(verify(roots(anchor), sameNamed(PathFinder.MOST_CERTIFICATES))).found())
        .contains("the search for a trusted root was given up");
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void givesUpAfterTooManySteps() {
    List<X509Certificate> chain = new ArrayList<>();
    TestCertificate issuer = TestCertificate.authority("nowhere").selfSigned();
    for (int level = 0; level < 8; level++) {
      issuer = threeOfTheSameKey("level " + level, issuer, chain);
    }
    chain.add(0, TestCertificate.leaf("db").issuedBy(issuer).certificate());

    assertThat(problem(verify(roots(root), chain)).found())
        .contains("the search for a trusted root was given up");
  }

  private static TestCertificate threeOfTheSameKey(
      String name, TestCertificate issuer, List<X509Certificate> chain) {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate certificate = TestCertificate.authority(name).keyPair(keys).issuedBy(issuer);
    chain.add(certificate.certificate());
    for (int i = 0; i < 2; i++) {
      chain.add(TestCertificate.authority(name).keyPair(keys).issuedBy(issuer).certificate());
    }
    return certificate;
  }

  @Test
  void findsSixteenPathsAtMost() throws MalformedException {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate[] anchors = new TestCertificate[20];
    Arrays.setAll(anchors, i -> TestCertificate.authority("many").keyPair(keys).selfSigned());
    List<X509Certificate> chain = TestCertificate.leaf("db").issuedBy(anchors[0]).chain();

    assertThat(new PathFinder(roots(anchors)).find(chain))
        .isInstanceOfSatisfying(
            PathFinder.Result.Found.class, found -> assertThat(found.paths()).hasSize(16));
  }

  @Test
  void remembersWhichSignaturesVerifyAndWhichDoNot() throws MalformedException {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate impostor =
        TestCertificate.authority("top").withoutKeyIdentifiers().selfSigned();
    TestCertificate top = TestCertificate.authority("top").withoutKeyIdentifiers().selfSigned();
    TestCertificate ca = TestCertificate.authority("ca").withoutKeyIdentifiers().issuedBy(top);
    TestCertificate one = TestCertificate.authority("sub").keyPair(keys).issuedBy(ca);
    TestCertificate two = TestCertificate.authority("sub").keyPair(keys).issuedBy(ca);
    TestCertificate issued = TestCertificate.leaf("db").issuedBy(one);

    PathFinder.Result result =
        new PathFinder(roots(impostor, top)).find(certificates(issued, one, two, ca));

    assertThat(result)
        .isInstanceOfSatisfying(
            PathFinder.Result.Found.class,
            found ->
                assertThat(found.paths())
                    .extracting(
                        path -> path.stream().map(CertificateContents::certificate).toList())
                    .containsExactly(
                        certificates(issued, one, ca, top), certificates(issued, two, ca, top)));
  }

  @Test
  void findsTheTrustedRootFirstAmongCertificatesWithTheSameName() {
    List<X509Certificate> chain = sameNamed(PathFinder.MOST_CERTIFICATES);
    TestCertificate anchor = TestCertificate.authority("same").withoutKeyIdentifiers().selfSigned();
    TestCertificate issued = TestCertificate.leaf("db").withoutKeyIdentifiers().issuedBy(anchor);
    chain.set(0, issued.certificate());

    assertThat(verify(roots(anchor), chain))
        .isEqualTo(new Verdict.Accepted(certificates(issued, anchor)));
  }

  @Test
  void givesUpAfterTooManyCandidatesOfTheRootSource() {
    TestCertificate issued =
        TestCertificate.leaf("db").issuedBy(TestCertificate.authority("same").issuedBy(root));
    X509Certificate namesake = TestCertificate.authority("same").issuedBy(root).certificate();

    assertThat(found(issued, Collections.nCopies(PathFinder.MOST_CANDIDATES, namesake)))
        .doesNotContain("was given up");
    assertThat(found(issued, Collections.nCopies(PathFinder.MOST_CANDIDATES + 1, namesake)))
        .contains("was given up");
  }

  private String found(TestCertificate issued, List<X509Certificate> others) {
    TrustMaterial roots =
        new TrustMaterial(
            List.of(root.certificate()), others, Optional.empty(), "ca.pem", List.of());
    return problem(verify(roots, certificates(issued))).found();
  }

  /** As one bundle for many tenants, whose authorities have one name and their own keys. */
  @Test
  void findsTheIssuerAmongThousandsOfTheSameName() {
    TestCertificate first = TestCertificate.authority("same").selfSigned();
    TestCertificate last = TestCertificate.authority("same").selfSigned();
    List<X509Certificate> anchors = new ArrayList<>(Collections.nCopies(3000, first.certificate()));
    anchors.add(last.certificate());
    TestCertificate issued = TestCertificate.leaf("db").issuedBy(last);
    TrustMaterial roots =
        new TrustMaterial(anchors, List.of(), Optional.empty(), "ca.pem", List.of());

    assertThat(verify(roots, certificates(issued)))
        .isEqualTo(new Verdict.Accepted(certificates(issued, last)));
  }

  @Test
  void refusesFiveHundredCertificatesAtOnce() {
    assertThat(problem(verify(roots(root), sameNamed(500))).found())
        .isEqualTo("the server sent 500 certificates, more than any chain has");
  }

  /** A leaf, and authorities of one name that sign one another in a row. */
  private static List<X509Certificate> sameNamed(int count) {
    TestCertificate issuer = TestCertificate.authority("same").withoutKeyIdentifiers().selfSigned();
    List<X509Certificate> chain = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      issuer = TestCertificate.authority("same").withoutKeyIdentifiers().issuedBy(issuer);
      chain.add(issuer.certificate());
    }
    TestCertificate leaf = TestCertificate.leaf("db").withoutKeyIdentifiers().issuedBy(issuer);
    chain.add(0, leaf.certificate());
    return chain;
  }
}
