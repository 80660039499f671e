package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verdict;
import io.github.jdbctls.trust.Verification;
import io.github.jdbctls.trust.VerifiedServer;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class HandshakeRecordTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("db").dnsName("db").selfSigned();

  private final ServerTrustManager trust =
      new ServerTrustManager(Verification.NONE, Optional.empty(), Clock.systemUTC());
  private final SSLContext shared = TestTlsContext.sslContext(trust);

  /** A handshake by a context without bounds, looked at by one with them. */
  private Handshake record(String protocol, ProtocolBounds bounds) throws Exception {
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      HostPort server = new HostPort("db", peer.port());
      TlsContext bounded = TestTlsContext.of(shared, trust, bounds);
      Attempt attempt =
          Attempt.overTls(
              server,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
              new DirectTls(Optional.empty()),
              new TlsTerms(bounded, () -> bounded, ClientCertificateMode.ALLOW, Optional.empty()));
      Instant started = Instant.now();
      try (SSLSocket socket =
          TestTlsContext.of(shared, trust).layer(peer.dial(), server, Optional.empty())) {
        socket.startHandshake();
        return HandshakeRecord.of(socket, started, bounded, attempt);
      }
    }
  }

  @Test
  void refusesAVersionOutsideOfTheBounds() {
    assertThatThrownBy(
            () -> record("TLSv1.2", new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3)))
        .isInstanceOfSatisfying(
            RefusedIOException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.PROTOCOL_VERSION))
        .hasMessageContaining("TLSv1.2");
    assertThatThrownBy(
            () -> record("TLSv1.3", new ProtocolBounds(TlsVersion.TLS_1_2, TlsVersion.TLS_1_2)))
        .isInstanceOf(RefusedIOException.class);
  }

  /** No session of JSSE's is like that; one of another provider might be. */
  @Test
  void refusesASessionWithAnotherCertificateThanTheVerifiedOne() {
    TestCertificate other = TestCertificate.leaf("db").dnsName("db").selfSigned();
    VerifiedServer fact =
        new VerifiedServer(
            "db", Verification.NONE, List.of(CERTIFICATE.certificate()), Instant.now(), trust);

    assertThat(trust.confirm(session(fact, CERTIFICATE), "db"))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(trust.confirm(session(fact, other), "db"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.problem().failure()).isEqualTo(TlsFailure.TLS_NOT_PROVEN));
  }

  private static SSLSession session(VerifiedServer fact, TestCertificate presented) {
    return (SSLSession)
        Proxy.newProxyInstance(
            SSLSession.class.getClassLoader(),
            new Class<?>[] {SSLSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getValue" -> fact;
                  case "getPeerCertificates" -> new Certificate[] {presented.certificate()};
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void recordsWhatWasNegotiated() throws Exception {
    Handshake handshake = record("TLSv1.2", ProtocolBounds.DEFAULT);

    assertThat(handshake.protocol()).isEqualTo("TLSv1.2");
    assertThat(handshake.peerChain()).containsExactly(CERTIFICATE.certificate());
    assertThat(handshake.clientCertificate()).isEmpty();
    assertThat(handshake.resumed()).isFalse();
    assertThat(handshake.verified().verification()).isEqualTo(Verification.NONE);
  }
}
