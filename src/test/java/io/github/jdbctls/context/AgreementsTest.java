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
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client offers to a server that has agreed to something before, as seen by the server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgreementsTest {
  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").issuedBy(ROOT);
  private static final TrustManager ANY_CLIENT = new AnyClient();

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

  private final AtomicLong nanos = new AtomicLong();

  private static TestCertificate server(KeyAlgorithm algorithm) {
    return TestCertificate.leaf("db").dnsName("localhost").algorithm(algorithm).issuedBy(ROOT);
  }

  private TlsContext context() {
    return context(CLIENT);
  }

  private TlsContext context(TestCertificate client) {
    return TestTlsContext.remembering(ROOT, client, nanos::get);
  }

  private static HelloPeer rsaPeer() throws IOException {
    return HelloPeer.start(server(KeyAlgorithm.RSA_2048));
  }

  /** A connect; returns the version. */
  private static String connect(TlsContext context, HelloPeer peer) throws IOException {
    HostPort server = new HostPort("localhost", peer.port());
    Optional<ClientOffer> offer = context.offer(server);
    try (SSLSocket tls = context.layer(peer.dial(), server, Optional.empty(), offer)) {
      try {
        tls.startHandshake();
      } catch (IOException e) {
        assertThat(offer.map(o -> o.mayHaveFailed(e))).isEqualTo(Optional.of(true));
        throw e;
      }
      assertThat(VerifiedServer.of(tls.getSession())).isPresent();
      String protocol = tls.getSession().getProtocol();
      offer.ifPresent(o -> o.confirmed(protocol, tls.getSession().getCipherSuite()));
      assertThat(tls.getInputStream().read()).isEqualTo('!');
      return protocol;
    }
  }

  private static ClientHello latest(HelloPeer peer) {
    return peer.hellos().get(peer.hellos().size() - 1);
  }

  private static void assertAllOffered(ClientHello hello) {
    assertThat(hello.groups()).contains("x25519", "secp256r1", "secp384r1", "secp521r1");
    assertThat(hello.keyShares()).contains("x25519", "secp256r1");
    assertThat(hello.cipherSuites()).hasSizeGreaterThan(10);
    assertThat(hello.offersTls13()).isTrue();
  }

  private static void assertAlone(ClientHello hello, String group) {
    assertThat(hello.cipherSuites()).hasSizeGreaterThan(10);
    assertThat(hello.offersTls13()).isTrue();
    assertThat(hello.groups()).containsExactly(group);
    assertThat(hello.hasFiniteField()).isFalse();
    assertThat(hello.keyShares()).containsExactly(group);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_2048", "EC_P256", "EC_P384", "EC_P521", "ED25519", "ED448", "RSASSA_PSS"})
  void areOfferedAloneNextTimeWhateverTheKeysOfServerAndClient(KeyAlgorithm algorithm)
      throws Exception {
    TestCertificate client = TestCertificate.leaf("app").algorithm(algorithm).issuedBy(ROOT);
    try (HelloPeer peer = HelloPeer.asking(server(algorithm), ANY_CLIENT)) {
      TlsContext context = context(client);
      connect(context, peer);
      connect(context, peer);
      connect(context, peer);

      assertAllOffered(peer.hellos().get(0));
      for (ClientHello hello : peer.hellos().subList(1, 3)) {
        assertAlone(hello, "x25519");
        assertThat(hello.signatureSchemes()).isEqualTo(peer.hellos().get(0).signatureSchemes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x25519", "secp256r1", "secp384r1", "secp521r1", "x448"})
  void areThoseThatTheServerAgreesTo(String group) throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      peer.agreeTo(group);
      TlsContext context = context();
      connect(context, peer);
      connect(context, peer);

      assertAllOffered(peer.hellos().get(0));
      assertAlone(peer.hellos().get(1), group);
    }
  }

  @Test
  void doNotKeepSessionsFromBeingResumed() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = context();
      for (int i = 0; i < 4; i++) {
        connect(context, peer);
      }

      int preSharedKey = 41;
      assertThat(peer.hellos())
          .extracting(hello -> hello.extensions().containsKey(preSharedKey))
          .containsExactly(false, true, true, true);
    }
  }

  @Test
  void areAllOfferedForAnHourOnceTheServerMayHaveWantedAnother() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = context();
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
  void areAllOfferedAgainAfterAnHourHoweverOftenTheServerWasAsked() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = context();
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

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"RSA_2048", "EC_P256", "EC_P384"})
  void areTheSuiteAndVersionOfAServerOfTls12(KeyAlgorithm algorithm) throws Exception {
    TestCertificate client = TestCertificate.leaf("app").algorithm(algorithm).issuedBy(ROOT);
    try (HelloPeer peer = HelloPeer.asking(server(algorithm), ANY_CLIENT)) {
      TlsContext context = context(client);
      peer.speak("TLSv1.2");
      for (int i = 0; i < 3; i++) {
        assertThat(connect(context, peer)).isEqualTo("TLSv1.2");
      }

      assertAllOffered(peer.hellos().get(0));
      for (ClientHello hello : peer.hellos().subList(1, 3)) {
        assertThat(hello.cipherSuites()).hasSize(1);
        assertThat(hello.offersTls13()).isFalse();
        assertThat(hello.keyShares()).isEmpty();
        assertThat(hello.groups()).isEqualTo(peer.hellos().get(0).groups());
      }
    }
  }

  @Test
  void areNotASuiteWithoutAuthenticatedEncryptionOrEllipticCurves() throws Exception {
    for (String suite :
        List.of("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384")) {
      try (HelloPeer peer = rsaPeer()) {
        TlsContext context = context();
        peer.speak("TLSv1.2", suite);
        connect(context, peer);
        connect(context, peer);

        assertAllOffered(latest(peer));
      }
    }
  }

  @Test
  void areNotASuiteWithoutForwardSecrecy() {
    assertThat(Agreement.of("TLSv1.2", "TLS_RSA_WITH_AES_256_GCM_SHA384", Optional.empty()))
        .isEmpty();
    assertThat(Agreement.of("TLSv1.2", "TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384", Optional.empty()))
        .isEmpty();
    String chacha = "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256";
    assertThat(Agreement.of("TLSv1.2", chacha, Optional.of("x25519")))
        .hasValue(new Agreement.Suite(chacha));
  }

  @Test
  void leadToTls13WhenTheServerSpeaksThatAlone() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = context();
      peer.speak("TLSv1.2");
      connect(context, peer);
      peer.speak("TLSv1.3");
      assertThatThrownBy(() -> connect(context, peer)).isInstanceOf(SSLException.class);

      assertThat(connect(context, peer)).isEqualTo("TLSv1.3");
      assertAllOffered(latest(peer));
    }
  }

  @Test
  void leadToTls13AfterAnHour() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = context();
      peer.speak("TLSv1.2");
      connect(context, peer);
      peer.speak("TLSv1.2", "TLSv1.3");
      assertThat(connect(context, peer)).isEqualTo("TLSv1.2");

      nanos.addAndGet(HOUR.toNanos() + 1);
      assertThat(connect(context, peer)).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void areRememberedForEachServer() throws Exception {
    try (HelloPeer one = rsaPeer();
        HelloPeer other = rsaPeer()) {
      TlsContext context = context();
      connect(context, one);
      connect(context, other);
      assertAllOffered(latest(other));
      connect(context, one);
      assertAlone(latest(one), "x25519");
    }
  }

  @Test
  void areRememberedForTheServersThatWereAskedForLast() throws Exception {
    Agreements memory = new Agreements(Optional.of(ofThisJvm()), true, nanos::get);
    for (int i = 0; i <= Agreements.MOST; i++) {
      memory.confirmed(
          new HostPort("db", i + 1), "TLSv1.3", "TLS_AES_256_GCM_SHA384", Optional.of("x25519"));
    }

    assertThat(permitted(memory, 1)).containsExactly("x25519", "secp256r1", "x25519mlkem768");
    assertThat(permitted(memory, 2)).containsExactly("x25519", "x25519mlkem768");
  }

  /** The JVM's default has disabled schemes with MD5, which JSSE has. */
  @Test
  void areNeverMoreThanTheJvmPermits() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = context();
      HostPort server = new HostPort("localhost", peer.port());
      try (SSLSocket tls = context.layer(peer.dial(), server, Optional.empty())) {
        tls.startHandshake();
      }
      connect(context, peer);
      connect(context, peer);

      ClientHello plain = peer.hellos().get(0);
      ClientHello learning = peer.hellos().get(1);
      assertThat(learning.groups()).isEqualTo(plain.groups());
      assertThat(learning.signatureSchemes()).isEqualTo(plain.signatureSchemes());
      assertAlone(latest(peer), "x25519");
      assertThat(latest(peer).signatureSchemes()).isEqualTo(plain.signatureSchemes());
      int md5 = 0x01;
      assertThat(plain.signatureSchemes()).noneMatch(scheme -> scheme >> 8 == md5);
    }
  }

  @Test
  void haveTheirGroupWhereThatGainsSomething() throws Exception {
    try (HelloPeer peer = rsaPeer()) {
      TlsContext context = TestTlsContext.verifying(ROOT);
      connect(context, peer);
      connect(context, peer);

      if (Runtime.version().feature() < Agreements.FIRST_FAST) {
        assertAlone(latest(peer), "x25519");
      } else {
        assertThat(latest(peer).groups()).isEqualTo(peer.hellos().get(0).groups());
      }
    }
  }

  @Test
  void areNotRememberedOfAServerThatHasProvenNothing() {
    TlsContext context = TestTlsContext.showing(CLIENT);

    assertThat(context.offer(new HostPort("db", 1))).isEmpty();
  }

  private static AlgorithmConstraints ofThisJvm() throws GeneralSecurityException {
    return SSLContext.getDefault().getDefaultSSLParameters().getAlgorithmConstraints();
  }

  private static List<String> permitted(Agreements memory, int port) {
    ClientOffer offer = memory.offer(new HostPort("db", port)).orElseThrow();
    return Stream.of("x25519", "secp256r1", "x25519mlkem768")
        .filter(group -> offer.permits(Set.of(CryptoPrimitive.KEY_AGREEMENT), group, null))
        .toList();
  }
}
