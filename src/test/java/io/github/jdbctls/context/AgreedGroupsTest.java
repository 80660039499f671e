package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.VerifiedServer;
import io.github.jdbctls.wire.ClientHello;
import java.io.IOException;
import java.security.AlgorithmConstraints;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The groups that a client offers to a server that it knows, as the server sees them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgreedGroupsTest {
  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").issuedBy(ROOT);
  private static final String ECDHE_RSA = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
  private static final String STATIC_RSA = "TLS_RSA_WITH_AES_256_GCM_SHA384";
  private static final Duration HOUR = Duration.ofHours(1);

  private static final class AnyClient implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final TrustManager ANY_CLIENT = new AnyClient();

  private final AtomicLong nanos = new AtomicLong();
  private final TlsContext context = context(CLIENT);

  private static TestCertificate server(KeyAlgorithm algorithm) {
    return TestCertificate.leaf("db").dnsName("localhost").algorithm(algorithm).issuedBy(ROOT);
  }

  private TlsContext context(TestCertificate client) {
    return TestTlsContext.remembering(ROOT, client, nanos::get);
  }

  private static HelloPeer rsaPeer() throws IOException {
    return HelloPeer.start(server(KeyAlgorithm.RSA_2048));
  }

  private static SSLSession connect(TlsContext context, HelloPeer peer) throws IOException {
    return connect(context, peer, false);
  }

  /** A connect; the session is of no use any more if it is resumed already. */
  private static SSLSession connect(TlsContext context, HelloPeer peer, boolean resumed)
      throws IOException {
    HostPort server = new HostPort("localhost", peer.port());
    Optional<OfferedGroups> groups = context.groups(server);
    try (SSLSocket tls = context.layer(peer.dial(), server, Optional.empty(), groups)) {
      try {
        tls.startHandshake();
      } catch (IOException e) {
        assertThat(groups.map(OfferedGroups::failed)).isEqualTo(Optional.of(true));
        throw e;
      }
      SSLSession session = tls.getSession();
      assertThat(VerifiedServer.of(session)).isPresent();
      groups.ifPresent(
          offered -> offered.confirmed(session.getProtocol(), session.getCipherSuite(), resumed));
      assertThat(tls.getInputStream().read()).isEqualTo('!');
      return session;
    }
  }

  private static ClientHello latest(HelloPeer peer) {
    return peer.hellos().get(peer.hellos().size() - 1);
  }

  private static void assertAllOffered(ClientHello hello) {
    assertThat(hello.groups()).contains("x25519", "secp256r1", "secp384r1", "secp521r1");
    assertThat(hello.keyShares()).contains("x25519", "secp256r1");
    assertThat(hello.offersTls13()).isTrue();
  }

  private static void assertAlone(ClientHello hello, String group) {
    assertThat(hello.groups()).containsExactly(group);
    assertThat(hello.hasFiniteField()).isFalse();
    assertThat(hello.keyShares()).containsExactly(group);
    assertThat(hello.offersTls13()).isTrue();
  }

  /** Full handshakes, in which both sides prove their keys. */
  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_2048", "EC_P256", "EC_P384", "EC_P521", "ED25519", "ED448", "RSASSA_PSS"})
  void areOneAloneNextTimeWhateverTheKeysOfServerAndClient(KeyAlgorithm algorithm)
      throws Exception {
    TestCertificate client = TestCertificate.leaf("app").algorithm(algorithm).issuedBy(ROOT);
    try (HelloPeer peer = HelloPeer.asking(server(algorithm), ANY_CLIENT)) {
      TlsContext showing = context(client);
      for (int i = 0; i < 3; i++) {
        SSLSession session = connect(showing, peer);
        assertThat(session.getLocalCertificates()).startsWith(client.certificate());
        session.invalidate();
        peer.forgetSessions();
      }

      assertAllOffered(peer.hellos().get(0));
      for (ClientHello hello : peer.hellos().subList(1, 3)) {
        assertAlone(hello, "x25519");
        assertThat(hello.offersSession()).isFalse();
        assertThat(hello.signatureSchemes()).isEqualTo(peer.hellos().get(0).signatureSchemes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x25519", "secp256r1", "secp384r1", "secp521r1", "x448"})
  void areTheOneThatTheServerAgreesTo(String group) throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      peer.agreeTo(group);
      connect(context, peer);
      connect(context, peer);

      assertAllOffered(peer.hellos().get(0));
      assertAlone(peer.hellos().get(1), group);
    }
  }

  @Test
  void doNotKeepSessionsFromBeingResumed() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      for (int i = 0; i < 4; i++) {
        connect(context, peer);
      }

      assertThat(peer.hellos())
          .extracting(ClientHello::offersSession)
          .containsExactly(false, true, true, true);
    }
  }

  @Test
  void areAllForAnHourOnceTheServerMayHaveRefusedOne() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      peer.agreeTo("x25519");
      connect(context, peer);
      peer.agreeTo("secp384r1");
      assertThatThrownBy(() -> connect(context, peer)).isInstanceOf(SSLException.class);
      connect(context, peer);
      assertAllOffered(latest(peer));

      peer.agreeTo("x25519");
      nanos.addAndGet(HOUR.toNanos());
      connect(context, peer);
      assertAllOffered(latest(peer));

      nanos.addAndGet(1);
      connect(context, peer);
      assertAllOffered(latest(peer));
      connect(context, peer);
      assertAlone(latest(peer), "x25519");
    }
  }

  @Test
  void areAllAgainAfterAnHourHoweverOftenTheServerWasAsked() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      for (int i = 0; i < 3; i++) {
        connect(context, peer);
        nanos.addAndGet(HOUR.toNanos() / 2);
      }
      assertAlone(latest(peer), "x25519");

      nanos.addAndGet(1);
      connect(context, peer);
      assertAllOffered(latest(peer));
      connect(context, peer);
      assertAlone(latest(peer), "x25519");
    }
  }

  /** A handshake that began within the hour, and ends after the server was offered all. */
  @Test
  void areNotRememberedOfAHandshakeThatOfferedOne() throws Exception {
    AgreedGroups memory = new AgreedGroups(Optional.of(ofThisJvm()), nanos::get);
    HostPort server = new HostPort("db", 1);
    memory.agreed(server, "secp256r1");
    OfferedGroups late = memory.offer(server).orElseThrow();
    nanos.addAndGet(HOUR.toNanos() + 1);
    assertThat(permitted(memory, 1)).contains("x25519", "secp256r1");

    late.confirmed("TLSv1.2", ECDHE_RSA, true);
    assertThat(permitted(memory, 1)).contains("x25519", "secp256r1");
  }

  @Test
  void areTheCheapestWhereASessionOfTls12IsResumed() throws Exception {
    try (HelloPeer peer = HelloPeer.start(server(KeyAlgorithm.EC_P256))) {
      peer.speak("TLSv1.2");
      connect(context, peer, false);
      assertThat(connect(context, peer, true).getProtocol()).isEqualTo("TLSv1.2");
      connect(context, peer, true);

      assertAllOffered(peer.hellos().get(0));
      assertAllOffered(peer.hellos().get(1));
      assertAlone(peer.hellos().get(2), "x25519");

      // The certificate's curve is not offered, so that a full handshake cannot do.
      peer.forgetSessions();
      assertThatThrownBy(() -> connect(context, peer)).isInstanceOf(SSLException.class);
      connect(context, peer, false);
      assertAllOffered(latest(peer));
    }
  }

  /** Without the group that it has the server would go on with its other suite. */
  @Test
  void leadToNoSuiteWithoutForwardSecrecy() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      peer.speak("TLSv1.2", ECDHE_RSA, STATIC_RSA);
      peer.agreeTo("secp256r1");
      connect(context, peer, false);
      assertThat(connect(context, peer, true).getCipherSuite()).isEqualTo(ECDHE_RSA);
      peer.forgetSessions();

      assertThatThrownBy(() -> connect(context, peer)).isInstanceOf(SSLException.class);
      assertAlone(latest(peer), "x25519");
      assertThat(latest(peer).cipherSuites()).contains(0x1301, 0xC030);
      // TLS_RSA_WITH_AES_128_GCM_SHA256 and so on.
      assertThat(latest(peer).cipherSuites())
          .doesNotContain(0x2F, 0x35, 0x3C, 0x3D, 0x9C, 0x9D)
          .isNotEqualTo(peer.hellos().get(0).cipherSuites());
      assertThat(connect(context, peer).getCipherSuite()).isEqualTo(ECDHE_RSA);
      assertAllOffered(latest(peer));
    }
  }

  /** Later JDKs have disabled the first. */
  static Stream<String> suitesOfOtherKeyAgreements() throws GeneralSecurityException {
    List<String> enabled =
        List.of(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
    return Stream.of(STATIC_RSA, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384").filter(enabled::contains);
  }

  /** With one group alone they could not be resumed. */
  @ParameterizedTest
  @MethodSource("suitesOfOtherKeyAgreements")
  void areAllWhereASessionOfAnotherKeyAgreementIsResumed(String suite) throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      peer.speak("TLSv1.2", suite);
      connect(context, peer, false);
      for (int i = 0; i < 2; i++) {
        assertThat(connect(context, peer, true).getCipherSuite()).isEqualTo(suite);
        assertAllOffered(latest(peer));
        assertThat(latest(peer).offersSession()).isTrue();
      }
    }
  }

  @Test
  void areNeverOneAloneThatTheJvmDoesNotOffer() throws Exception {
    AgreedGroups memory = new AgreedGroups(Optional.of(ofThisJvm()), nanos::get);
    OfferedGroups offered = memory.offer(new HostPort("db", 1)).orElseThrow();
    assertThat(offered.permits(Set.of(CryptoPrimitive.KEY_AGREEMENT), "secp256r1", null)).isTrue();

    offered.confirmed("TLSv1.2", ECDHE_RSA, true);
    assertThat(permitted(memory, 1)).contains("secp256r1");
  }

  @Test
  void leadToTls13AsSoonAsTheServerSpeaksIt() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      peer.speak("TLSv1.2");
      connect(context, peer, false);
      connect(context, peer, true);
      peer.speak("TLSv1.2", "TLSv1.3");

      assertThat(connect(context, peer).getProtocol()).isEqualTo("TLSv1.3");
      assertAlone(latest(peer), "x25519");
    }
  }

  @Test
  void areRememberedForEachServer() throws Exception {
    try (HelloPeer one = rsaPeer();
        HelloPeer other = rsaPeer()) {
      connect(context, one);
      connect(context, other);
      assertAllOffered(latest(other));
      connect(context, one);
      assertAlone(latest(one), "x25519");
    }
  }

  @Test
  void areRememberedForTheServersThatWereAskedForLast() throws Exception {
    AgreedGroups memory = new AgreedGroups(Optional.of(ofThisJvm()), nanos::get);
    for (int port = 1; port <= AgreedGroups.MOST; port++) {
      memory.agreed(new HostPort("db", port), "x25519");
    }
    assertThat(permitted(memory, 1)).containsExactly("x25519", "x25519mlkem768");
    memory.agreed(new HostPort("db", AgreedGroups.MOST + 1), "x25519");

    assertThat(permitted(memory, 1)).containsExactly("x25519", "x25519mlkem768");
    assertThat(permitted(memory, 2)).containsExactly("x25519", "secp256r1", "x25519mlkem768");
  }

  @Test
  void areThoseOfTheJvmAsLongAsTheServerIsNotKnown() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      HostPort server = new HostPort("localhost", peer.port());
      try (SSLSocket tls = context.layer(peer.dial(), server, Optional.empty())) {
        tls.startHandshake();
        tls.getSession().invalidate();
      }
      connect(context, peer);

      ClientHello plain = peer.hellos().get(0);
      assertThat(latest(peer).groups()).isEqualTo(plain.groups());
      assertThat(latest(peer).keyShares()).isEqualTo(plain.keyShares());
      assertThat(latest(peer).signatureSchemes()).isEqualTo(plain.signatureSchemes());
      assertThat(latest(peer).cipherSuites()).isEqualTo(plain.cipherSuites());
    }
  }

  @Test
  void areNotRememberedWhereThatGainsNothing() {
    assertThat(TestTlsContext.verifying(ROOT).groups(new HostPort("db", 1)).isPresent())
        .isEqualTo(Runtime.version().feature() < AgreedGroups.FIRST_FAST);
  }

  @Test
  void areNotRememberedOfAServerThatHasProvenNothing() {
    assertThat(TestTlsContext.showing(CLIENT).groups(new HostPort("db", 1))).isEmpty();
  }

  private static AlgorithmConstraints ofThisJvm() throws GeneralSecurityException {
    return SSLContext.getDefault().getDefaultSSLParameters().getAlgorithmConstraints();
  }

  private static List<String> permitted(AgreedGroups memory, int port) {
    OfferedGroups offered = memory.offer(new HostPort("db", port)).orElseThrow();
    return Stream.of("x25519", "secp256r1", "x25519mlkem768")
        .filter(group -> offered.permits(Set.of(CryptoPrimitive.KEY_AGREEMENT), group, null))
        .toList();
  }
}
