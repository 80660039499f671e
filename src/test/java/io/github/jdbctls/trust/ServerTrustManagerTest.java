package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.failure.Explained;
import io.github.jdbctls.material.RevocationList;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.CryptoPrimitive;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTrustManagerTest {
  private static final String HOST = "db.example.com";

  /** A clock that the test turns. */
  private static final class TurnableClock extends Clock {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    void turn(Duration by) {
      offset.set(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private final TestCertificate root = TestCertificate.authority("test root").selfSigned();
  private final TestCertificate leaf =
      TestCertificate.leaf("db").dnsName(HOST).dnsName("other.example.com").issuedBy(root);
  private final TurnableClock clock = new TurnableClock();
  private LoopbackServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = new LoopbackServer(leaf);
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  private ServerTrustManager trustManager(Verification verification) {
    return new ServerTrustManager(verification, Optional.of(Chains.roots(root)), clock);
  }

  @ParameterizedTest
  @EnumSource
  void bindsWhatItVerifiedToTheSession(Verification verification) throws Exception {
    ServerTrustManager trust = trustManager(verification);

    SSLSession session = server.connect(TestTlsContext.sslContext(trust), HOST, "TLSv1.3");

    VerifiedServer fact = (VerifiedServer) session.getValue(VerifiedServer.SESSION_KEY);
    assertThat(fact.host()).isEqualTo(HOST);
    assertThat(fact.verification()).isEqualTo(verification);
    assertThat(fact.verifier()).isSameAs(trust);
    assertThat(trust.verification()).isEqualTo(verification);
    assertThat(fact.leaf()).isEqualTo(leaf.certificate());
    assertThat(fact.time()).isBeforeOrEqualTo(Instant.now());
    List<X509Certificate> path =
        verification == Verification.NONE ? leaf.chain() : Chains.certificates(leaf, root);
    assertThat(trust.confirm(session, HOST)).isEqualTo(new Verdict.Accepted(path));
  }

  /** OpenSSL looks at that in every mode: what it verifies, or not, is another matter. */
  @ParameterizedTest
  @CsvSource({
    "EC_P256, 128, true",
    "EC_P256, 32, false",
    "EC_P256, 8, false",
    "ED25519, 32, false",
    "RSA_2048, 32, true"
  })
  void refusesALeafThatMayNotSignWhereItsKeyDoesByEcdsaInOldVersions(
      KeyAlgorithm algorithm, int keyUsage, boolean mayServe) throws Exception {
    TestCertificate certificate =
        TestCertificate.leaf("db")
            .algorithm(algorithm)
            .keyUsage(keyUsage)
            .dnsName(HOST)
            .issuedBy(root);
    try (LoopbackServer other = new LoopbackServer(certificate)) {
      for (Verification verification : Verification.values()) {
        SSLContext context = TestTlsContext.sslContext(trustManager(verification));
        assertThat(other.connect(context, HOST, "TLSv1.3").isValid()).isTrue();
        if (mayServe) {
          assertThat(other.connect(context, HOST, "TLSv1.2").isValid()).isTrue();
        } else {
          assertThatThrownBy(() -> other.connect(context, HOST, "TLSv1.2"))
              .isInstanceOf(SSLException.class)
              .satisfies(
                  e ->
                      assertThat(explained(e).problem().failure())
                          .isEqualTo(TlsFailure.WRONG_PURPOSE));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAWrongNameInsideTheHandshakeAndExplainsIt(String protocol) {
    SSLContext context = TestTlsContext.sslContext(trustManager(Verification.CHAIN_AND_NAME));

    assertThatThrownBy(() -> server.connect(context, "wrong.example.com", protocol))
        .isInstanceOf(SSLException.class)
        .satisfies(
            e -> assertThat(explained(e).problem().failure()).isEqualTo(TlsFailure.WRONG_NAME));
  }

  @Test
  void looksAtNoNameWhenOnlyTheChainIsVerified() throws Exception {
    ServerTrustManager trust = trustManager(Verification.CHAIN);

    SSLSession session =
        server.connect(TestTlsContext.sslContext(trust), "wrong.example.com", "TLSv1.3");

    assertThat(trust.confirm(session, "wrong.example.com")).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAIN", "CHAIN_AND_NAME"})
  void refusesAnUntrustedChain(Verification verification) {
    TestCertificate other = TestCertificate.authority("other root").selfSigned();
    SSLContext context =
        TestTlsContext.sslContext(
            new ServerTrustManager(verification, Optional.of(Chains.roots(other)), clock));

    assertThatThrownBy(() -> server.connect(context, HOST, "TLSv1.3"))
        .satisfies(
            e ->
                assertThat(explained(e).problem().failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void confirmsAResumedSessionByTheSameFacts(String protocol) throws Exception {
    ServerTrustManager trust = trustManager(Verification.CHAIN_AND_NAME);
    SSLContext context = TestTlsContext.sslContext(trust);
    SSLSession first = server.connect(context, HOST, protocol);
    SSLSession resumed = server.connect(context, HOST, protocol);

    // The trust manager was not asked again: the fact is the object of the first handshake.
    assertThat(resumed.getValue(VerifiedServer.SESSION_KEY))
        .isSameAs(first.getValue(VerifiedServer.SESSION_KEY));
    assertThat(trust.confirm(resumed, HOST)).isInstanceOf(Verdict.Accepted.class);
    assertThat(trust.confirm(resumed, "DB.EXAMPLE.COM")).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAResumedSessionOfAnotherName(String protocol) throws Exception {
    ServerTrustManager trust = trustManager(Verification.CHAIN_AND_NAME);
    SSLContext context = TestTlsContext.sslContext(trust);
    server.connect(context, HOST, protocol);
    SSLSession resumed = server.connect(context, HOST, protocol);

    // The certificate is good for this name too, but the session was not made for it.
    assertThat(Chains.problem(trust.confirm(resumed, "other.example.com")))
        .satisfies(
            p -> {
              assertThat(p.failure()).isEqualTo(TlsFailure.TLS_NOT_PROVEN);
              assertThat(p.found()).contains("\"db.example.com\"", "\"other.example.com\"");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAResumedSessionOfAnotherMode(String protocol) throws Exception {
    ServerTrustManager weak = trustManager(Verification.NONE);
    SSLContext context = TestTlsContext.sslContext(weak);
    server.connect(context, HOST, protocol);
    SSLSession resumed = server.connect(context, HOST, protocol);

    assertThat(weak.confirm(resumed, HOST)).isInstanceOf(Verdict.Accepted.class);
    for (Verification verification : Verification.values()) {
      assertThat(Chains.failure(trustManager(verification).confirm(resumed, HOST)))
          .hasValue(TlsFailure.TLS_NOT_PROVEN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void refusesAResumedSessionWhoseChainHasExpiredSince(String protocol) throws Exception {
    ServerTrustManager trust = trustManager(Verification.CHAIN_AND_NAME);
    SSLContext context = TestTlsContext.sslContext(trust);
    server.connect(context, HOST, protocol);
    clock.turn(Duration.ofDays(60));
    SSLSession resumed = server.connect(context, HOST, protocol);

    assertThat(Chains.failure(trust.confirm(resumed, HOST)))
        .hasValue(TlsFailure.CERTIFICATE_EXPIRED);
    clock.turn(Duration.ofDays(-60));
    assertThat(Chains.failure(trust.confirm(resumed, HOST)))
        .hasValue(TlsFailure.CERTIFICATE_NOT_YET_VALID);
  }

  @Test
  void looksAtNoDateWhenNothingIsVerified() throws Exception {
    ServerTrustManager trust = new ServerTrustManager(Verification.NONE, Optional.empty(), clock);
    clock.turn(Duration.ofDays(60));

    SSLSession session = server.connect(TestTlsContext.sslContext(trust), HOST, "TLSv1.3");

    assertThat(trust.confirm(session, HOST)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refusesASessionWithoutAFactOrWithAForeignOne() throws Exception {
    ServerTrustManager trust = trustManager(Verification.CHAIN_AND_NAME);
    SSLSession session = server.connect(TestTlsContext.sslContext(trust), HOST, "TLSv1.3");
    VerifiedServer fact = (VerifiedServer) session.getValue(VerifiedServer.SESSION_KEY);

    session.putValue(VerifiedServer.SESSION_KEY, "trust me");
    assertNotProven(trust, session);
    session.putValue(
        VerifiedServer.SESSION_KEY,
        new VerifiedServer(HOST, Verification.CHAIN, fact.path(), fact.time(), trust));
    assertNotProven(trust, session);
    session.putValue(
        VerifiedServer.SESSION_KEY,
        new VerifiedServer(
            HOST, fact.verification(), Chains.certificates(root), fact.time(), trust));
    assertNotProven(trust, session);
    session.removeValue(VerifiedServer.SESSION_KEY);
    assertNotProven(trust, session);
    session.putValue(VerifiedServer.SESSION_KEY, fact);
    assertThat(trust.confirm(session, HOST)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refusesASessionWhoseListsAreNoLongerCurrentOrRevokeItNow() throws Exception {
    Instant now = Instant.now();
    TestCrl first = TestCrl.of(root).valid(now.minusSeconds(60), now.plusSeconds(3600));
    TestCrl second =
        TestCrl.of(root).valid(now.plusSeconds(1800), now.plusSeconds(7200)).revoking(leaf);
    ServerTrustManager trust =
        new ServerTrustManager(
            Verification.CHAIN_AND_NAME,
            Optional.of(Chains.roots(root)),
            Optional.of(
                new RevocationLists(
                    Stream.of(first, second)
                        .map(list -> new RevocationList(list.build(), "crl.pem"))
                        .toList(),
                    "crl.pem",
                    List.of())),
            clock);
    SSLSession session = server.connect(TestTlsContext.sslContext(trust), HOST, "TLSv1.3");

    assertThat(trust.confirm(session, HOST)).isInstanceOf(Verdict.Accepted.class);
    clock.turn(Duration.ofMinutes(40));
    assertThat(Chains.failure(trust.confirm(session, HOST)))
        .hasValue(TlsFailure.CERTIFICATE_REVOKED);
    clock.turn(Duration.ofMinutes(150));
    assertThat(Chains.failure(trust.confirm(session, HOST)))
        .hasValue(TlsFailure.REVOCATION_LIST_EXPIRED);
  }

  private static void assertNotProven(ServerTrustManager trust, SSLSession session) {
    assertThat(Chains.failure(trust.confirm(session, HOST))).hasValue(TlsFailure.TLS_NOT_PROVEN);
  }

  @Test
  void refusesASessionThatNeverHadAHandshake() throws Exception {
    SSLContext context = TestTlsContext.sslContext(trustManager(Verification.NONE));
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      assertNotProven(trustManager(Verification.NONE), socket.getSession());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryCheckThatHasNoHandshakeSession(Verification verification) throws Exception {
    ServerTrustManager trust = trustManager(verification);
    X509Certificate[] chain = leaf.chain().toArray(new X509Certificate[0]);
    SSLContext context = TestTlsContext.sslContext(trust);

    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN"))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", (Socket) null))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", (SSLEngine) null))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", new Socket()))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(
            () ->
                trust.checkServerTrusted(
                    chain, "UNKNOWN", context.getSocketFactory().createSocket()))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(
            () -> trust.checkServerTrusted(chain, "UNKNOWN", context.createSSLEngine(HOST, 1)))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "UNKNOWN"))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "UNKNOWN", new Socket()))
        .isInstanceOf(RefusedCertificateException.class);
    assertThatThrownBy(
            () -> trust.checkClientTrusted(chain, "UNKNOWN", context.createSSLEngine(HOST, 1)))
        .isInstanceOf(RefusedCertificateException.class);
    assertThat(trust.getAcceptedIssuers()).isEmpty();
  }

  @Test
  void needsRootsToVerifyAChain() {
    assertThatThrownBy(() -> new ServerTrustManager(Verification.CHAIN, Optional.empty(), clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTheJvmsDisabledAlgorithmsOnTheSocket() throws Exception {
    SSLContext context = TestTlsContext.sslContext(trustManager(Verification.NONE));
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      AlgorithmConstraints jvm = socket.getSSLParameters().getAlgorithmConstraints();

      assertThat(jvm).isNotNull();
      assertThat(jvm.permits(EnumSet.of(CryptoPrimitive.SIGNATURE), "MD5withRSA", null)).isFalse();
      assertThat(jvm.permits(EnumSet.of(CryptoPrimitive.SIGNATURE), "SHA256withRSA", null))
          .isTrue();
    }
  }

  private static Explained explained(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .filter(Explained.class::isInstance)
        .map(Explained.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError(thrown));
  }
}
