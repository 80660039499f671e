package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.material.RevocationList;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import io.github.jdbctls.pki.TestCrl;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that count how often their signatures are verified, and a clock that is set. */
class VerifiedChainsTest {
  private static final String HOST = "db.example.com";
  private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");

  /** A clock that stands where the test sets it. */
  private static final class SetClock extends Clock {
    private volatile Instant instant = START;

    void pass(Duration time) {
      instant = instant.plus(time);
    }

    @Override
    public Instant instant() {
      return instant;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /** Constraints that permit everything; all are equal, and none is the same. */
  private record Permissive() implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String name, @Nullable AlgorithmParameters parameters) {
      return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> uses, String name, Key key, @Nullable AlgorithmParameters parameters) {
      return true;
    }
  }

  private static final Optional<RevocationLists> NO_LISTS = Optional.empty();

  private final SetClock clock = new SetClock();
  private final AtomicInteger signatures = new AtomicInteger();
  private final TestCertificate root = lasting(TestCertificate.authority("test root")).selfSigned();
  private final TestCertificate intermediate =
      lasting(TestCertificate.authority("test intermediate")).issuedBy(root);
  private final TestCertificate leaf =
      lasting(TestCertificate.leaf("db").dnsName(HOST)).issuedBy(intermediate);
  private final VerifiedChains chains = chains(roots(), NO_LISTS);

  private static TestCertificateBuilder lasting(TestCertificateBuilder certificate) {
    return certificate.valid(START.minus(Duration.ofDays(30)), START.plus(Duration.ofDays(300)));
  }

  private static TestCertificateBuilder lastingFor(
      Duration time, TestCertificateBuilder certificate) {
    return certificate.valid(START.minus(Duration.ofDays(30)), START.plus(time));
  }

  private X509Certificate counting(X509Certificate certificate) {
    return new CountingCertificate(certificate, signatures);
  }

  private List<X509Certificate> sent(TestCertificate... certificates) {
    return Chains.certificates(certificates).stream().map(this::counting).toList();
  }

  private TrustMaterial roots(TestCertificate... others) {
    return roots(Optional.empty(), Stream.concat(Stream.of(root), Stream.of(others)).toList());
  }

  private TrustMaterial roots(Optional<X509TrustManager> jvm, List<TestCertificate> anchors) {
    return new TrustMaterial(
        anchors.stream().map(TestCertificate::certificate).map(this::counting).toList(),
        List.of(),
        jvm,
        "ca.pem",
        List.of());
  }

  private VerifiedChains chains(TrustMaterial roots, Optional<RevocationLists> lists) {
    return new VerifiedChains(new ChainVerifier(roots, lists, clock), clock);
  }

  private Verdict verify(VerifiedChains by, List<X509Certificate> chain) {
    return by.verify(chain, Chains.AUTH_TYPE, null);
  }

  /** Verifies the chain, which is accepted with this path. */
  private boolean looksAtSignatures(
      VerifiedChains by,
      List<X509Certificate> chain,
      String authType,
      @Nullable AlgorithmConstraints constraints) {
    int before = signatures.get();
    assertThat(by.verify(chain, authType, constraints))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> assertThat(accepted.path().get(0)).isEqualTo(chain.get(0)));
    return signatures.get() > before;
  }

  private boolean looksAtSignatures(VerifiedChains by, List<X509Certificate> chain) {
    return looksAtSignatures(by, chain, Chains.AUTH_TYPE, null);
  }

  private boolean looksAtSignatures(TestCertificate... chain) {
    return looksAtSignatures(chains, sent(chain));
  }

  @Test
  void looksAtNoSignatureOfAChainThatItHasAccepted() {
    Verdict first = verify(chains, sent(leaf, intermediate));

    assertThat(first)
        .isEqualTo(new Verdict.Accepted(Chains.certificates(leaf, intermediate, root)));
    // The leaf's, the intermediate's and the root's on itself, at least.
    assertThat(signatures).hasValueGreaterThanOrEqualTo(3);
    signatures.set(0);
    assertThat(verify(chains, sent(leaf, intermediate))).isEqualTo(first);
    assertThat(signatures).hasValue(0);
  }

  @Test
  void verifiesAnotherLeafOfTheSameIssuerInFull() {
    TestCertificate other =
        lasting(TestCertificate.leaf("db").dnsName(HOST)).issuedBy(intermediate);
    looksAtSignatures(leaf, intermediate);

    assertThat(looksAtSignatures(other, intermediate)).isTrue();
    assertThat(looksAtSignatures(leaf, intermediate)).isFalse();
    assertThat(looksAtSignatures(other, intermediate)).isFalse();
  }

  @Test
  void verifiesAForgedLeafInFullAndRefusesIt() {
    TestCertificate forger = lasting(TestCertificate.authority("test intermediate")).selfSigned();
    TestCertificate forged = lasting(TestCertificate.leaf("db").dnsName(HOST)).issuedBy(forger);
    looksAtSignatures(leaf, intermediate);

    assertThat(Chains.failure(verify(chains, sent(forged, intermediate))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void verifiesTheSameCertificatesInAnotherOrderOrNumberInFull() {
    TestCertificate other = lasting(TestCertificate.authority("other")).issuedBy(root);
    looksAtSignatures(leaf, intermediate, other);

    assertThat(looksAtSignatures(leaf, other, intermediate)).isTrue();
    assertThat(looksAtSignatures(leaf, intermediate)).isTrue();
    assertThat(looksAtSignatures(leaf, intermediate, other)).isFalse();
  }

  @Test
  void verifiesForAnotherAuthenticationInFull() {
    looksAtSignatures(leaf, intermediate);

    assertThat(looksAtSignatures(chains, sent(leaf, intermediate), "UNKNOWN", null)).isTrue();
    assertThat(looksAtSignatures(chains, sent(leaf, intermediate), "UNKNOWN", null)).isFalse();
  }

  @Test
  void verifiesUnderConstraintsThatAreNotTheSameObjectInFull() {
    AlgorithmConstraints constraints = new Permissive();
    List<X509Certificate> chain = sent(leaf, intermediate);
    looksAtSignatures(chains, chain);

    assertThat(looksAtSignatures(chains, chain, Chains.AUTH_TYPE, constraints)).isTrue();
    assertThat(looksAtSignatures(chains, chain, Chains.AUTH_TYPE, constraints)).isFalse();
    assertThat(looksAtSignatures(chains, chain, Chains.AUTH_TYPE, new Permissive())).isTrue();
    assertThat(looksAtSignatures(chains, chain, Chains.AUTH_TYPE, null)).isFalse();
  }

  @Test
  void doesNotRememberARefusal() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    VerifiedChains byJvm = chains(roots(jvm(refuses), List.of(root)), NO_LISTS);

    assertThat(Chains.failure(verify(byJvm, sent(leaf, intermediate))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
    refuses.set(false);
    assertThat(looksAtSignatures(byJvm, sent(leaf, intermediate))).isTrue();
  }

  @Test
  void asksTheJvmsOwnTrustManagerEachTime() {
    AtomicBoolean refuses = new AtomicBoolean();
    VerifiedChains byJvm = chains(roots(jvm(refuses), List.of(root)), NO_LISTS);

    assertThat(looksAtSignatures(byJvm, sent(leaf, intermediate))).isTrue();
    assertThat(looksAtSignatures(byJvm, sent(leaf, intermediate))).isFalse();
    refuses.set(true);
    assertThat(Chains.failure(verify(byJvm, sent(leaf, intermediate))))
        .hasValue(TlsFailure.UNTRUSTED_CHAIN);
  }

  private interface JvmCheck {
    void check() throws CertificateException;
  }

  private static Optional<X509TrustManager> jvm(AtomicBoolean refuses) {
    return jvm(
        () -> {
          if (refuses.get()) {
            throw new CertificateException("distrusted");
          }
        });
  }

  private static Optional<X509TrustManager> jvm(JvmCheck check) {
    return Optional.of(
        new X509TrustManager() {
          @Override
          public void checkServerTrusted(X509Certificate[] chain, String authType)
              throws CertificateException {
            check.check();
          }

          @Override
          public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException();
          }

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, false",
    "PT59M59.999S, false",
    "PT1H, true",
    "PT2H, true",
    "-PT0.001S, true",
    "-PT2H, true"
  })
  void verifiesInFullAfterAnHourOrBeforeItsTime(Duration time, boolean inFull) {
    looksAtSignatures(leaf, intermediate);

    clock.pass(time);

    assertThat(looksAtSignatures(leaf, intermediate)).isEqualTo(inFull);
    assertThat(looksAtSignatures(leaf, intermediate)).isFalse();
  }

  @Test
  void staysNoYoungerForBeingUsed() {
    looksAtSignatures(leaf, intermediate);

    clock.pass(Duration.ofMinutes(40));
    assertThat(looksAtSignatures(leaf, intermediate)).isFalse();
    clock.pass(Duration.ofMinutes(40));
    assertThat(looksAtSignatures(leaf, intermediate)).isTrue();
  }

  @Test
  void verifiesInFullOnAnotherDay() {
    clock.pass(Duration.ofHours(13).plusMinutes(45));
    looksAtSignatures(leaf, intermediate);

    clock.pass(Duration.ofMinutes(14));
    assertThat(looksAtSignatures(leaf, intermediate)).isFalse();
    clock.pass(Duration.ofMinutes(1));
    assertThat(looksAtSignatures(leaf, intermediate)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ChainVerifierTest.Place.class)
  void refusesWhatHasExpiredSince(ChainVerifierTest.Place place) {
    Duration soon = Duration.ofMinutes(30);
    Duration late = Duration.ofDays(300);
    TestCertificate anchor =
        lastingFor(
                place == ChainVerifierTest.Place.ROOT ? soon : late,
                TestCertificate.authority("test root"))
            .selfSigned();
    TestCertificate issuer =
        lastingFor(
                place == ChainVerifierTest.Place.INTERMEDIATE ? soon : late,
                TestCertificate.authority("issuer"))
            .issuedBy(anchor);
    TestCertificate server =
        lastingFor(place == ChainVerifierTest.Place.LEAF ? soon : late, TestCertificate.leaf("db"))
            .issuedBy(issuer);
    VerifiedChains byAnchor = chains(roots(anchor), NO_LISTS);
    looksAtSignatures(byAnchor, sent(server, issuer));

    clock.pass(soon.plusSeconds(1));
    assertThat(Chains.failure(verify(byAnchor, sent(server, issuer))))
        .hasValue(TlsFailure.CERTIFICATE_EXPIRED);
    // What was refused is forgotten.
    clock.pass(Duration.ofMinutes(-10));
    assertThat(looksAtSignatures(byAnchor, sent(server, issuer))).isTrue();
  }

  @Test
  void takesAnotherPathWhenTheRememberedOneHasExpired() {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate otherRoot = lasting(TestCertificate.authority("other root")).selfSigned();
    TestCertificate shortLived =
        lastingFor(
                Duration.ofMinutes(30),
                TestCertificate.authority("issuer").keyPair(keys).withoutKeyIdentifiers())
            .issuedBy(root);
    TestCertificate longLived =
        lasting(TestCertificate.authority("issuer").keyPair(keys).withoutKeyIdentifiers())
            .issuedBy(otherRoot);
    TestCertificate server = lasting(TestCertificate.leaf("db")).issuedBy(shortLived);
    VerifiedChains byBoth = chains(roots(otherRoot), NO_LISTS);
    List<X509Certificate> chain = sent(server, shortLived, longLived);

    assertThat(verify(byBoth, chain))
        .isEqualTo(new Verdict.Accepted(Chains.certificates(server, shortLived, root)));
    clock.pass(Duration.ofMinutes(31));
    assertThat(verify(byBoth, chain))
        .isEqualTo(new Verdict.Accepted(Chains.certificates(server, longLived, otherRoot)));
    assertThat(looksAtSignatures(byBoth, chain)).isFalse();
  }

  @Test
  void refusesWhatTheListsRevokeSinceOrSayNothingOfAnyMore() {
    TestCertificate server = lasting(TestCertificate.leaf("db")).issuedBy(root);
    TestCrl first = TestCrl.of(root).valid(START.minusSeconds(60), START.plusSeconds(2400));
    TestCrl second =
        TestCrl.of(root).valid(START.plusSeconds(1200), START.plusSeconds(2400)).revoking(server);

    VerifiedChains never = chains(roots(), Optional.of(lists(first)));
    VerifiedChains later = chains(roots(), Optional.of(lists(first, second)));
    looksAtSignatures(never, sent(server));
    looksAtSignatures(later, sent(server));

    clock.pass(Duration.ofMinutes(20));
    assertThat(looksAtSignatures(never, sent(server))).isFalse();
    assertThat(Chains.failure(verify(later, sent(server))))
        .hasValue(TlsFailure.CERTIFICATE_REVOKED);
    clock.pass(Duration.ofSeconds(1201));
    assertThat(Chains.failure(verify(never, sent(server))))
        .hasValue(TlsFailure.REVOCATION_LIST_EXPIRED);
  }

  private static RevocationLists lists(TestCrl... lists) {
    return new RevocationLists(
        Stream.of(lists).map(list -> new RevocationList(list.build(), "crl.pem")).toList(),
        "crl.pem",
        List.of());
  }

  @Test
  void forgetsTheChainThatWasUsedLeastRecently() {
    List<TestCertificate> leaves = leaves(VerifiedChains.MOST + 1);
    leaves.subList(0, VerifiedChains.MOST).forEach(each -> looksAtSignatures(each, intermediate));
    // The first was used again, so the second is the oldest.
    assertThat(looksAtSignatures(leaves.get(0), intermediate)).isFalse();

    assertThat(looksAtSignatures(leaves.get(VerifiedChains.MOST), intermediate)).isTrue();

    assertThat(looksAtSignatures(leaves.get(0), intermediate)).isFalse();
    for (TestCertificate each : leaves.subList(2, leaves.size())) {
      assertThat(looksAtSignatures(each, intermediate)).isFalse();
    }
    assertThat(looksAtSignatures(leaves.get(1), intermediate)).isTrue();
  }

  @Test
  void keepsAChainOnceThatIsVerifiedTwiceAtTheSameTime() {
    List<TestCertificate> leaves = leaves(VerifiedChains.MOST);
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    VerifiedChains byJvm =
        chains(roots(jvm(() -> meanwhile.getAndSet(() -> {}).run()), List.of(root)), NO_LISTS);
    for (TestCertificate each : leaves.subList(1, leaves.size())) {
      looksAtSignatures(byJvm, sent(each, intermediate));
    }

    meanwhile.set(() -> looksAtSignatures(byJvm, sent(leaves.get(0), intermediate)));
    looksAtSignatures(byJvm, sent(leaves.get(0), intermediate));

    for (TestCertificate each : leaves) {
      assertThat(looksAtSignatures(byJvm, sent(each, intermediate))).isFalse();
    }
  }

  private List<TestCertificate> leaves(int count) {
    KeyPair keys = KeyAlgorithm.EC_P256.newKeyPair();
    return IntStream.range(0, count)
        .mapToObj(
            i -> lasting(TestCertificate.leaf("db " + i).keyPair(keys)).issuedBy(intermediate))
        .toList();
  }

  @Test
  void answersEachOfManyThreadsForItsOwnChain() throws Exception {
    List<TestCertificate> leaves = leaves(VerifiedChains.MOST + 4);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int first = thread;
        answers.add(threads.submit(() -> verifyAll(leaves, first)));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(5 * leaves.size());
      }
    } finally {
      threads.shutdownNow();
    }
    looksAtSignatures(leaves.get(0), intermediate);
    assertThat(looksAtSignatures(leaves.get(0), intermediate)).isFalse();
  }

  /** How many of the verdicts are about the leaf that was asked about. */
  private int verifyAll(List<TestCertificate> leaves, int first) {
    int own = 0;
    for (int i = 0; i < 5 * leaves.size(); i++) {
      TestCertificate each = leaves.get((first + i) % leaves.size());
      if (verify(chains, sent(each, intermediate))
          .equals(new Verdict.Accepted(Chains.certificates(each, intermediate, root)))) {
        own++;
      }
    }
    return own;
  }

  @Test
  void looksAtTheNameEachTime() {
    ServerTrustManager trust =
        new ServerTrustManager(Verification.CHAIN_AND_NAME, Optional.of(roots()), clock);

    assertThat(verify(trust, "wrong.example.com")).hasValue(TlsFailure.WRONG_NAME);
    signatures.set(0);
    assertThat(verify(trust, HOST)).isEmpty();
    assertThat(verify(trust, "wrong.example.com")).hasValue(TlsFailure.WRONG_NAME);
    assertThat(verify(trust, HOST)).isEmpty();
    assertThat(signatures).hasValue(0);
  }

  @Test
  void keepsNothingForAnotherTrustManager() {
    for (int i = 0; i < 2; i++) {
      ServerTrustManager trust =
          new ServerTrustManager(Verification.CHAIN, Optional.of(roots()), clock);
      signatures.set(0);
      assertThat(verify(trust, HOST)).isEmpty();
      assertThat(signatures).hasPositiveValue();
    }
  }

  private Optional<TlsFailure> verify(ServerTrustManager trust, String host) {
    return Chains.failure(trust.verify(host, sent(leaf, intermediate), Chains.AUTH_TYPE, null));
  }

  @Test
  void givesEveryHandshakeItsOwnTime() throws Exception {
    ServerTrustManager trust =
        new ServerTrustManager(Verification.CHAIN_AND_NAME, Optional.of(roots()), clock);
    try (LoopbackServer server = new LoopbackServer(leaf)) {
      SSLSession first = server.connect(TestTlsContext.sslContext(trust), HOST, "TLSv1.3");
      assertThat(signatures).hasPositiveValue();
      signatures.set(0);
      clock.pass(Duration.ofMinutes(10));
      // Another context has no sessions to resume.
      SSLSession second = server.connect(TestTlsContext.sslContext(trust), HOST, "TLSv1.3");

      assertThat(signatures).hasValue(0);
      assertThat(VerifiedServer.of(first)).map(VerifiedServer::time).hasValue(START);
      assertThat(VerifiedServer.of(second))
          .map(VerifiedServer::time)
          .hasValue(START.plus(Duration.ofMinutes(10)));
      assertThat(trust.confirm(second, HOST)).isInstanceOf(Verdict.Accepted.class);
    }
  }
}
