package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.material.RevocationList;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resumed handshake never calls a trust manager: what it would have said is said afterwards. */
class ResumedSessionTest {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("db")
          .dnsName("db.example.com")
          .dnsName("other.example.com")
          .issuedBy(AUTHORITY);

  private Duration ahead = Duration.ZERO;
  private final Clock clock = new MovableClock();

  /** A clock that runs, ahead of the others by what the test says. */
  private final class MovableClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  private static Duration untilExpired() {
    Instant end = CERTIFICATE.certificate().getNotAfter().toInstant();
    return Duration.between(Instant.now(), end).plusSeconds(1);
  }

  private ServerTrustManager verifying(Verification verification) {
    Optional<TrustMaterial> roots =
        verification == Verification.NONE
            ? Optional.empty()
            : Optional.of(
                new TrustMaterial(
                    List.of(AUTHORITY.certificate()),
                    List.of(),
                    Optional.empty(),
                    "the test's root",
                    List.of()));
    return new ServerTrustManager(verification, roots, clock);
  }

  /** A whole connect, with its handshake, for a name; and what was expected may be another. */
  private static Handshake connect(
      TlsPeer peer, TlsContext context, String layeredFor, String expected) throws IOException {
    HostPort server = new HostPort(expected, peer.port());
    Attempt attempt =
        Attempt.overTls(
            server,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
            new DirectTls(Optional.empty()),
            new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, Optional.empty()));
    AtomicReference<Handshake> confirmed = new AtomicReference<>();
    SSLSocket tls =
        context.layer(peer.dial(), new HostPort(layeredFor, peer.port()), Optional.empty());
    try (ConfirmingSocket socket =
        new ConfirmingSocket(
            tls, (s, started) -> confirmed.set(HandshakeRecord.of(s, started, context, attempt)))) {
      assertThat(socket.getInputStream().read()).isEqualTo('!');
      return Objects.requireNonNull(confirmed.get());
    } finally {
      assertThat(tls.isClosed()).isTrue();
    }
  }

  private static Handshake connect(TlsPeer peer, TlsContext context) throws IOException {
    return connect(peer, context, "db.example.com", "db.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isConfirmedUnderTheSameSettings(String protocol) throws Exception {
    ServerTrustManager trust = verifying(Verification.CHAIN_AND_NAME);
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      Handshake full = connect(peer, context);
      Handshake resumed = connect(peer, context);

      assertThat(peer.resumed(2)).containsExactly(false, true);
      assertThat(full.resumed()).isFalse();
      assertThat(resumed.resumed()).isTrue();
      assertThat(resumed.verified()).isEqualTo(full.verified());
      assertThat(resumed.peerChain()).isEqualTo(full.peerChain());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedIfNothingWasVerified(String protocol) throws Exception {
    ServerTrustManager none = verifying(Verification.NONE);
    SSLContext shared = TestTlsContext.sslContext(none);
    TlsContext demanding = TestTlsContext.of(shared, verifying(Verification.CHAIN));
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, TestTlsContext.of(shared, none));

      assertThatThrownBy(() -> connect(peer, demanding))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.TLS_NOT_PROVEN))
          .hasMessageContaining("under other settings");
      assertThat(peer.resumed(2)).as("it was offered, and taken").containsExactly(false, true);
    }
  }

  /** A cancel goes over a socket of its own, with a handshake of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedForACancelIfNothingWasVerified(String protocol) throws Exception {
    ServerTrustManager none = verifying(Verification.NONE);
    SSLContext shared = TestTlsContext.sslContext(none);
    TlsContext demanding = TestTlsContext.of(shared, verifying(Verification.CHAIN));
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, TestTlsContext.of(shared, none));
      Attempt attempt =
          Attempt.overTls(
              new HostPort("db.example.com", peer.port()),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
              new DirectTls(Optional.empty()),
              new TlsTerms(
                  demanding, () -> demanding, ClientCertificateMode.ALLOW, Optional.empty()));
      attempt.connected();

      try (Socket cancel = attempt.newSocket()) {
        assertThatThrownBy(
                () ->
                    cancel.connect(
                        InetSocketAddress.createUnresolved("db.example.com", peer.port())))
            .isInstanceOf(RefusedIOException.class)
            .hasMessageContaining("under other settings");
        assertThatThrownBy(cancel::getOutputStream).isInstanceOf(RefusedIOException.class);
        assertThat(cancel.isClosed()).isTrue();
      }
      assertThat(peer.resumed(2)).containsExactly(false, true);
    }
  }

  /** As another pool would have it that verifies the same, but by another root. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedIfAnotherVerifierHadAcceptedIt(String protocol) throws Exception {
    ServerTrustManager trust = verifying(Verification.CHAIN_AND_NAME);
    SSLContext shared = TestTlsContext.sslContext(trust);
    TlsContext other = TestTlsContext.of(shared, verifying(Verification.CHAIN_AND_NAME));
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, TestTlsContext.of(shared, trust));

      assertThatThrownBy(() -> connect(peer, other)).hasMessageContaining("under other settings");
      assertThat(peer.resumed(2)).containsExactly(false, true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedForAnotherName(String protocol) throws Exception {
    ServerTrustManager trust = verifying(Verification.CHAIN_AND_NAME);
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, context);

      assertThatThrownBy(() -> connect(peer, context, "db.example.com", "other.example.com"))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.TLS_NOT_PROVEN))
          .hasMessageContainingAll("db.example.com", "other.example.com");
      assertThat(peer.resumed(2)).containsExactly(false, true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isNotAskedForWithAnotherName(String protocol) throws Exception {
    ServerTrustManager trust = verifying(Verification.CHAIN_AND_NAME);
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, context);
      Handshake other = connect(peer, context, "other.example.com", "other.example.com");

      assertThat(peer.resumed(2)).containsExactly(false, false);
      assertThat(other.verified().verifiedName()).hasValue("other.example.com");
    }
  }

  /** The endpoint identification algorithm of the socket keeps JSSE from it. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isNotAskedForWithANameIfItWasMadeWithoutOne(String protocol) throws Exception {
    ServerTrustManager chain = verifying(Verification.CHAIN);
    SSLContext shared = TestTlsContext.sslContext(chain);
    TlsContext named = TestTlsContext.of(shared, verifying(Verification.CHAIN_AND_NAME));
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, TestTlsContext.of(shared, chain));

      assertThatThrownBy(() -> connect(peer, named)).isInstanceOf(RefusedIOException.class);
      assertThat(peer.resumed(2)).containsExactly(false, false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedOnceACertificateHasExpired(String protocol) throws Exception {
    ServerTrustManager trust = verifying(Verification.CHAIN_AND_NAME);
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, context);
      ahead = untilExpired();

      assertThatThrownBy(() -> connect(peer, context))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.CERTIFICATE_EXPIRED));
      assertThat(peer.resumed(2)).containsExactly(false, true);
    }
  }

  private ServerTrustManager verifyingWithList(TestCrl list) {
    return new ServerTrustManager(
        Verification.CHAIN_AND_NAME,
        Optional.of(
            new TrustMaterial(
                List.of(AUTHORITY.certificate()),
                List.of(),
                Optional.empty(),
                "the test's root",
                List.of())),
        Optional.of(
            new RevocationLists(
                List.of(new RevocationList(list.build(), "the test's list")),
                "the test's list",
                List.of())),
        clock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedOnceARevocationListHasExpired(String protocol) throws Exception {
    Instant now = Instant.now();
    ServerTrustManager trust =
        verifyingWithList(
            TestCrl.of(AUTHORITY).valid(now.minusSeconds(60), now.plus(Duration.ofDays(1))));
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, context);
      connect(peer, context);
      ahead = Duration.ofDays(1);

      assertThatThrownBy(() -> connect(peer, context))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.REVOCATION_LIST_EXPIRED));
      assertThat(peer.resumed(3)).containsExactly(false, true, true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedInTheFirstPlaceIfItWasRevoked(String protocol) throws Exception {
    ServerTrustManager trust = verifyingWithList(TestCrl.of(AUTHORITY).revoking(CERTIFICATE));
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      assertThatThrownBy(() -> connect(peer, context))
          .hasStackTraceContaining("JTLS-409")
          .hasStackTraceContaining("was revoked at");
    }
  }

  /** Else a server with a new certificate would be refused until the session has timed out. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isForgottenOnceItWasRefused(String protocol) throws Exception {
    ServerTrustManager trust = verifying(Verification.CHAIN_AND_NAME);
    TlsContext context = TestTlsContext.of(TestTlsContext.sslContext(trust), trust);
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, protocol)) {
      connect(peer, context);
      ahead = untilExpired();
      assertThatThrownBy(() -> connect(peer, context)).isInstanceOf(RefusedIOException.class);
      ahead = Duration.ZERO;

      Handshake fresh = connect(peer, context);

      assertThat(peer.resumed(3)).containsExactly(false, true, false);
      assertThat(fresh.resumed()).isFalse();
    }
  }
}
