package io.github.jdbctls.trust;

import static io.github.jdbctls.trust.Chains.roots;
import static io.github.jdbctls.trust.Chains.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One defect at one place of root, intermediate and leaf; then what single rules add. */
class ChainVerifierTest {
  enum Place {
    ROOT("test root"),
    INTERMEDIATE("test intermediate"),
    LEAF("db.example.com");

    final String commonName;

    Place(String commonName) {
      this.commonName = commonName;
    }
  }

  enum Defect {
    NONE,
    EXPIRED,
    NOT_YET_VALID,
    RSA_1024,
    RSA_2047,
    DSA,
    SHA1_SIGNATURE,
    ONLY_FOR_CLIENTS,
    FOR_SERVERS,
    FOR_ANY_PURPOSE,
    KEY_USAGE_OF_AN_AUTHORITY,
    KEY_USAGE_OF_A_SERVER,
    KEY_USAGE_OF_LISTS_ONLY,
    NETSCAPE_CLIENT,
    NETSCAPE_SERVER,
    NO_AUTHORITY,
    NO_BASIC_CONSTRAINTS,
    NO_INTERMEDIATES_BELOW,
    VERSION_1,
    UNKNOWN_CRITICAL_EXTENSION,
    PROXY_INFORMATION,
    ADDRESSES,
    AUTONOMOUS_SYSTEMS,
    DATE_WITH_FRACTION,
    NAME_EXCLUDED,
    OTHER_NAME_PERMITTED,
    OWN_NAME_PERMITTED,
    UNREADABLE_KEY_USAGE,
    UNREADABLE_EXTENDED_KEY_USAGE,
    UNREADABLE_ISSUER_NAME;

    void applyTo(TestCertificateBuilder certificate) {
      switch (this) {
        case NONE -> {}
        case EXPIRED -> certificate.expired();
        case NOT_YET_VALID ->
            certificate.valid(
                Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(2)));
        case RSA_1024 -> certificate.algorithm(KeyAlgorithm.RSA_1024);
        case RSA_2047 -> certificate.algorithm(KeyAlgorithm.RSA_2047);
        case DSA -> certificate.algorithm(KeyAlgorithm.DSA_2048);
        case SHA1_SIGNATURE -> certificate.signature("SHA1withECDSA");
        case ONLY_FOR_CLIENTS -> certificate.extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
        case FOR_SERVERS ->
            certificate.extendedKeyUsage(
                KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
        case FOR_ANY_PURPOSE -> certificate.extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage);
        case KEY_USAGE_OF_AN_AUTHORITY -> certificate.keyUsage(KeyUsage.keyCertSign);
        case KEY_USAGE_OF_A_SERVER -> certificate.keyUsage(KeyUsage.keyEncipherment);
        case KEY_USAGE_OF_LISTS_ONLY -> certificate.keyUsage(KeyUsage.cRLSign);
        case NETSCAPE_CLIENT ->
            certificate.with(NETSCAPE_TYPE, false, new DERBitString(new byte[] {(byte) 0x80}, 7));
        case NETSCAPE_SERVER ->
            certificate.with(NETSCAPE_TYPE, false, new DERBitString(new byte[] {0x40}, 6));
        case NO_AUTHORITY ->
            certificate.with(Extension.basicConstraints, true, new BasicConstraints(false));
        case NO_BASIC_CONSTRAINTS -> certificate.without(Extension.basicConstraints);
        case NO_INTERMEDIATES_BELOW -> certificate.pathLength(0);
        case VERSION_1 -> certificate.version1();
        case UNKNOWN_CRITICAL_EXTENSION ->
            certificate.with(
                new ASN1ObjectIdentifier("1.2.3.4.5"), true, new DERUTF8String("obey me"));
        case PROXY_INFORMATION ->
            certificate.with(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.14"),
                false,
                new DERSequence(new DERSequence(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.21.1"))));
        case ADDRESSES ->
            certificate.with(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.7"), false, new DERSequence());
        case AUTONOMOUS_SYSTEMS ->
            certificate.with(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.8"), false, new DERSequence());
        case DATE_WITH_FRACTION ->
            certificate.notAfter(new ASN1GeneralizedTime("20491231235959.5Z"));
        case NAME_EXCLUDED -> certificate.nameConstraints(null, dns("example.com"));
        case OTHER_NAME_PERMITTED -> certificate.nameConstraints(dns("example.org"), null);
        case OWN_NAME_PERMITTED -> certificate.nameConstraints(dns("example.com"), null);
        case UNREADABLE_KEY_USAGE ->
            certificate.with(Extension.keyUsage, false, new DERUTF8String("x"));
        case UNREADABLE_EXTENDED_KEY_USAGE ->
            certificate.with(Extension.extendedKeyUsage, false, new DERUTF8String("x"));
        case UNREADABLE_ISSUER_NAME ->
            certificate.with(Extension.issuerAlternativeName, false, new DERUTF8String("x"));
      }
    }

    /** What OpenSSL 3 at security level 2 refuses, and the lines of semantics.md. */
    @Nullable TlsFailure expectedAt(Place place) {
      boolean issuer = place != Place.LEAF;
      return switch (this) {
        case NONE,
            FOR_SERVERS,
            OWN_NAME_PERMITTED,
            NETSCAPE_SERVER,
            // An extension that no decision rests on.
            UNREADABLE_ISSUER_NAME ->
            null;
        case EXPIRED -> TlsFailure.CERTIFICATE_EXPIRED;
        case NOT_YET_VALID -> TlsFailure.CERTIFICATE_NOT_YET_VALID;
        case RSA_1024, RSA_2047, DSA -> TlsFailure.WEAK_CERTIFICATE;
        case SHA1_SIGNATURE -> place == Place.ROOT ? null : TlsFailure.WEAK_CERTIFICATE;
        case ONLY_FOR_CLIENTS, FOR_ANY_PURPOSE -> TlsFailure.WRONG_PURPOSE;
        case KEY_USAGE_OF_AN_AUTHORITY -> issuer ? null : TlsFailure.WRONG_PURPOSE;
        case KEY_USAGE_OF_A_SERVER -> issuer ? TlsFailure.CONSTRAINT_VIOLATED : null;
        case KEY_USAGE_OF_LISTS_ONLY ->
            issuer ? TlsFailure.CONSTRAINT_VIOLATED : TlsFailure.WRONG_PURPOSE;
        case NETSCAPE_CLIENT -> issuer ? null : TlsFailure.WRONG_PURPOSE;
        case NO_AUTHORITY, NO_BASIC_CONSTRAINTS -> issuer ? TlsFailure.CONSTRAINT_VIOLATED : null;
        case NO_INTERMEDIATES_BELOW -> place == Place.ROOT ? TlsFailure.CONSTRAINT_VIOLATED : null;
        case VERSION_1 -> place == Place.INTERMEDIATE ? TlsFailure.CONSTRAINT_VIOLATED : null;
        case UNKNOWN_CRITICAL_EXTENSION, PROXY_INFORMATION, ADDRESSES, AUTONOMOUS_SYSTEMS ->
            TlsFailure.CONSTRAINT_VIOLATED;
        case NAME_EXCLUDED, OTHER_NAME_PERMITTED -> issuer ? TlsFailure.CONSTRAINT_VIOLATED : null;
        case UNREADABLE_KEY_USAGE, UNREADABLE_EXTENDED_KEY_USAGE, DATE_WITH_FRACTION ->
            TlsFailure.MALFORMED_CERTIFICATE;
      };
    }

    private static GeneralName[] dns(String name) {
      return new GeneralName[] {new GeneralName(GeneralName.dNSName, name)};
    }
  }

  record Cell(Defect defect, Place place) {
    @Override
    public String toString() {
      TlsFailure expected = defect.expectedAt(place);
      return defect + " at the " + place + ": " + (expected == null ? "accepted" : expected);
    }
  }

  private static final ASN1ObjectIdentifier NETSCAPE_TYPE =
      new ASN1ObjectIdentifier("2.16.840.1.113730.1.1");

  static List<Cell> cells() {
    return List.of(Defect.values()).stream()
        .flatMap(d -> List.of(Place.values()).stream().map(p -> new Cell(d, p)))
        .toList();
  }

  static List<Cell> readableCells() {
    return cells().stream()
        .filter(c -> c.defect().expectedAt(c.place()) != TlsFailure.MALFORMED_CERTIFICATE)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void judgesOneDefectAtOnePlace(Cell cell) {
    TestCertificate leaf = chain(cell);

    Verdict verdict = verify(roots(leaf.root()), leaf.chain());

    TlsFailure expected = cell.defect().expectedAt(cell.place());
    assertThat(Chains.failure(verdict)).isEqualTo(Optional.ofNullable(expected));
    if (verdict instanceof Verdict.Accepted accepted) {
      assertThat(accepted.path())
          .startsWith(leaf.certificate())
          .hasSize(3)
          .endsWith(leaf.root().certificate());
    } else {
      assertThat(Chains.problem(verdict).found()).contains("CN=" + cell.place().commonName);
    }
  }

  private static TestCertificate chain(Cell cell) {
    TestCertificate root =
        withDefect(cell, Place.ROOT, authority(Place.ROOT.commonName)).selfSigned();
    TestCertificate intermediate =
        withDefect(cell, Place.INTERMEDIATE, authority(Place.INTERMEDIATE.commonName))
            .issuedBy(root);
    return withDefect(cell, Place.LEAF, TestCertificate.leaf(Place.LEAF.commonName))
        .dnsName("db.example.com")
        .issuedBy(intermediate);
  }

  /** What the JDK's path validation would refuse as well, our own rules refuse alone. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("readableCells")
  void needsNoPathValidationOfTheJdkForIt(Cell cell) throws MalformedException {
    TlsFailure expected = cell.defect().expectedAt(cell.place());
    TestCertificate leaf = chain(cell);
    List<X509Certificate> path = new ArrayList<>(leaf.chain());
    path.add(leaf.root().certificate());
    List<CertificateContents> contents = new ArrayList<>();
    for (X509Certificate certificate : path) {
      contents.add(CertificateContents.of(certificate));
    }

    Optional<Problem> problem =
        ValidityPeriod.of(path)
            .refusal(Instant.now())
            .or(() -> Strength.refusal(path, null))
            .or(() -> Purpose.refusal(contents))
            .or(() -> PathConstraints.refusal(contents));

    assertThat(problem.map(Problem::failure)).isEqualTo(Optional.ofNullable(expected));
  }

  private static TestCertificateBuilder withDefect(
      Cell cell, Place place, TestCertificateBuilder certificate) {
    if (cell.place() == place) {
      cell.defect().applyTo(certificate);
    }
    return certificate;
  }

  private static TestCertificateBuilder authority(String name) {
    return TestCertificate.authority(name);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_1024", "RSA_2047", "DSA_2048"},
      mode = EnumSource.Mode.EXCLUDE)
  void acceptsEveryStrongKindOfKey(KeyAlgorithm algorithm) {
    TestCertificate root = authority("test root").algorithm(algorithm).selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").algorithm(algorithm).issuedBy(root);

    assertThat(verify(roots(root), leaf.chain())).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
  void refusesWeakSignaturesBelowTheAnchorOnly(String signature) {
    TestCertificateBuilder rsaRoot =
        authority("test root").algorithm(KeyAlgorithm.RSA_2048).signature(signature);
    TestCertificate root = rsaRoot.selfSigned();
    TestCertificate good = TestCertificate.leaf("good").issuedBy(root);
    TestCertificate weak = TestCertificate.leaf("weak").signature(signature).issuedBy(root);

    assertThat(verify(roots(root), good.chain())).isInstanceOf(Verdict.Accepted.class);
    assertThat(Chains.failure(verify(roots(root), weak.chain())))
        .hasValue(TlsFailure.WEAK_CERTIFICATE);
  }

  /** OpenSSL 3.0 finds no hash function for them, so libpq refuses them as unknown. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, SHA512(224)WITHRSA",
    "RSA_2048, SHA512(256)WITHRSA",
    "EC_P256, SHA3-256WITHECDSA",
    "EC_P256, SHA3-512WITHECDSA"
  })
  void refusesSignaturesThatLibpqCannotVerify(KeyAlgorithm algorithm, String signature) {
    TestCertificate root = authority("test root").algorithm(algorithm).selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").signature(signature).issuedBy(root);

    assertThat(Chains.failure(verify(roots(root), leaf.chain())))
        .hasValue(TlsFailure.WEAK_CERTIFICATE);
  }

  @Test
  void acceptsPssWithSha256() {
    TestCertificate root = authority("test root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
    TestCertificate leaf =
        TestCertificate.leaf("db").signature("SHA256withRSAandMGF1").issuedBy(root);

    assertThat(verify(roots(root), leaf.chain())).isInstanceOf(Verdict.Accepted.class);
  }

  /** The JDK's path validation does not see such an anchor, so the rules have to do without it. */
  @ParameterizedTest
  @EnumSource(
      value = Defect.class,
      names = {"RSA_1024", "RSA_2047", "DSA"},
      mode = EnumSource.Mode.EXCLUDE)
  void judgesAnAnchorWhoseOwnSignatureIsWeakLikeAnyOther(Defect defect) {
    TestCertificateBuilder builder = authority("test root");
    defect.applyTo(builder);
    TestCertificate root = builder.signature("SHA1withECDSA").selfSigned();
    TestCertificate intermediate = authority("test intermediate").issuedBy(root);
    TestCertificate leaf =
        TestCertificate.leaf("x").dnsName("db.example.com").issuedBy(intermediate);

    assertThat(Chains.failure(verify(roots(root), leaf.chain())))
        .isEqualTo(Optional.ofNullable(defect.expectedAt(Place.ROOT)));
  }

  @Test
  void asksTheJdksPathValidationToo() {
    TestCertificate root = authority("test root").selfSigned();
    TestCertificate wantsPolicies =
        authority("test ca")
            .with(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null))
            .issuedBy(root);
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(wantsPolicies);

    Problem problem = Chains.problem(verify(roots(root), leaf.chain()));
    assertThat(problem.failure()).isEqualTo(TlsFailure.CONSTRAINT_VIOLATED);
    assertThat(problem.found()).contains("refused by the JVM's path validation");
    assertThat(problem.cause()).isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void asksTheJdksPathValidationAboutTheAnchorToo() {
    TestCertificate wantsPolicies =
        authority("test root")
            .with(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null))
            .selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(wantsPolicies);

    assertThat(Chains.problem(verify(roots(wantsPolicies), leaf.chain())).found())
        .contains("refused by the JVM's path validation");
  }

  @Test
  void countsSelfIssuedCertificatesNotForThePathLength() {
    TestCertificate root = authority("test root").pathLength(1).selfSigned();
    TestCertificate rollover = authority("test root").issuedBy(root);
    TestCertificate first = authority("first ca").issuedBy(rollover);
    TestCertificate second = authority("second ca").issuedBy(first);

    assertThat(verify(roots(root), TestCertificate.leaf("db").issuedBy(first).chain()))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(
            Chains.failure(
                verify(roots(root), TestCertificate.leaf("db").issuedBy(second).chain())))
        .hasValue(TlsFailure.CONSTRAINT_VIOLATED);
  }

  @Test
  void acceptsASelfSignedLeafAmongTheRoots() {
    TestCertificate leaf = TestCertificate.leaf("db").selfSigned(); // libpq-cases #177

    assertThat(verify(roots(leaf), leaf.chain()))
        .isEqualTo(new Verdict.Accepted(List.of(leaf.certificate())));
  }

  @Test
  void judgesASelfSignedLeafAmongTheRootsAsALeaf() {
    TestCertificate expired = TestCertificate.leaf("db").expired().selfSigned(); // #214
    TestCertificate forClients =
        TestCertificate.leaf("db")
            .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth)
            .version1()
            .selfSigned();

    assertThat(Chains.failure(verify(roots(expired), expired.chain())))
        .hasValue(TlsFailure.CERTIFICATE_EXPIRED);
    assertThat(verify(roots(forClients), forClients.chain())).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void asksTheJvmsOwnTrustManagerForItsRootsAndTakesItsRefusalAsFinal() {
    TestCertificate root = authority("test root").selfSigned();
    List<X509Certificate> chain = TestCertificate.leaf("db").issuedBy(root).chain();

    assertThat(verify(withJvm(root, false), chain)).isInstanceOf(Verdict.Accepted.class);
    Problem problem = Chains.problem(verify(withJvm(root, true), chain));
    assertThat(problem.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
    assertThat(problem.found()).contains("JVM's own trust manager", "distrusted");
    assertThat(problem.cause()).isInstanceOf(CertificateException.class);
  }

  private static TrustMaterial withJvm(TestCertificate root, boolean refuses) {
    return new TrustMaterial(
        List.of(root.certificate()),
        List.of(),
        Optional.of(new StubTrustManager(refuses)),
        "the JVM's trust store",
        List.of());
  }

  private record StubTrustManager(boolean refuses) implements X509TrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (refuses || !authType.equals(Chains.AUTH_TYPE)) {
        throw new CertificateException("distrusted");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void refusesWhatTheJvmHasDisabledForTls() {
    TestCertificate root = authority("test root").selfSigned();
    TestCertificate rsaLeaf =
        TestCertificate.leaf("db").algorithm(KeyAlgorithm.RSA_2048).issuedBy(root);
    TestCertificate ecLeaf = TestCertificate.leaf("db").issuedBy(root);
    ChainVerifier verifier = new ChainVerifier(roots(root), Clock.systemUTC());

    assertThat(
            Chains.failure(verifier.verify(rsaLeaf.chain(), Chains.AUTH_TYPE, new Disabled("RSA"))))
        .hasValue(TlsFailure.WEAK_CERTIFICATE);
    assertThat(
            Chains.failure(
                verifier.verify(ecLeaf.chain(), Chains.AUTH_TYPE, new Disabled("SHA256withECDSA"))))
        .hasValue(TlsFailure.WEAK_CERTIFICATE);
    assertThat(verifier.verify(ecLeaf.chain(), Chains.AUTH_TYPE, new Disabled("RSA")))
        .isInstanceOf(Verdict.Accepted.class);
  }

  private record Disabled(String algorithm) implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String name, @Nullable AlgorithmParameters parameters) {
      return !name.equals(algorithm);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
      return !key.getAlgorithm().equals(algorithm);
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String name, Key key, @Nullable AlgorithmParameters parameters) {
      return !name.equals(algorithm);
    }
  }

  /** What stands beside the signed part is signed by nobody; OpenSSL wants it to be the same. */
  @Test
  void refusesASignatureWhoseAlgorithmIsWrittenInTwoWays() throws Exception {
    TestCertificate root = authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").dnsName("db.example.com").issuedBy(root);
    Certificate parts = Certificate.getInstance(leaf.certificate().getEncoded());
    byte[] changed =
        new DERSequence(
                new ASN1Encodable[] {
                  parts.getTBSCertificate(),
                  new AlgorithmIdentifier(parts.getSignatureAlgorithm().getAlgorithm()),
                  parts.getSignature()
                })
            .getEncoded();
    X509Certificate twin =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(changed));
    twin.verify(root.certificate().getPublicKey());

    assertThat(verify(roots(root), leaf.chain())).isInstanceOf(Verdict.Accepted.class);
    assertThat(Chains.failure(verify(roots(root), List.of(twin))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void takesTheMomentFromItsClock() {
    TestCertificate root = authority("test root").selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").issuedBy(root);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(365));
    Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofDays(-365));

    assertThat(
            Chains.failure(
                new ChainVerifier(roots(root), later).verify(leaf.chain(), "UNKNOWN", null)))
        .hasValue(TlsFailure.CERTIFICATE_EXPIRED);
    assertThat(
            Chains.failure(
                new ChainVerifier(roots(root), earlier).verify(leaf.chain(), "UNKNOWN", null)))
        .hasValue(TlsFailure.CERTIFICATE_NOT_YET_VALID);
  }

  @Test
  void saysWhichCertificateExpiredAndWhen() {
    TestCertificate root = authority("test root").selfSigned();
    TestCertificate leaf = TestCertificate.leaf("db").expired().issuedBy(root);

    assertThat(Chains.problem(verify(roots(root), leaf.chain())).found())
        .isEqualTo(
            "the certificate of \"CN=db\" expired at "
                + leaf.certificate().getNotAfter().toInstant());
  }

  @Test
  void refusesAnEmptyChain() {
    assertThat(Chains.failure(verify(roots(authority("test root").selfSigned()), List.of())))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }
}
