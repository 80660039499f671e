package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.HelloPeer;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.wire.ClientHello;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a server that refuses the group that it was offered alone is worth another dial. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedGroupTest {
  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("db")
          .algorithm(KeyAlgorithm.RSA_2048)
          .dnsName("localhost")
          .issuedBy(ROOT);

  private static final TestCertificate STRANGER =
      TestCertificate.leaf("db")
          .algorithm(KeyAlgorithm.RSA_2048)
          .dnsName("localhost")
          .issuedBy(TestCertificate.authority("stranger").selfSigned());

  private final TlsContext context =
      TestTlsContext.remembering(ROOT, TestCertificate.leaf("app").issuedBy(ROOT), () -> 0);

  @SuppressWarnings("NullAway") // Before each test.
  private HelloPeer peer;

  @SuppressWarnings("NullAway") // Before each test.
  private HelloPeer other;

  @BeforeEach
  void start() throws IOException {
    peer = HelloPeer.start(CERTIFICATE);
    other = HelloPeer.start(CERTIFICATE);
  }

  @AfterEach
  void stop() throws IOException {
    peer.close();
    other.close();
  }

  private DialPlan plan(HelloPeer... hosts) {
    return DialPlan.overTls(
        Stream.of(hosts).map(to -> new HostPort("localhost", to.port())).toList(),
        Stream.of(hosts).map(to -> "127.0.0.1").toList(),
        new DirectTls(Optional.empty()),
        new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, Optional.empty()),
        Deadline.ofConnect(Optional.empty()));
  }

  private static SSLSocket connect(DialPlan plan, HelloPeer to) throws IOException {
    Socket raw = plan.newSocket();
    raw.connect(InetSocketAddress.createUnresolved("localhost", to.port()), 20_000);
    SSLSocket tls = DialPlan.layer(raw);
    tls.startHandshake();
    return tls;
  }

  /** The peer is known by x25519 then, and agrees to that no longer. */
  private void learn() throws IOException {
    DialPlan first = plan(peer);
    connect(first, peer).close();
    first.end();
    peer.agreeTo("secp384r1");
  }

  private static ClientHello latest(HelloPeer peer) {
    return peer.hellos().get(peer.hellos().size() - 1);
  }

  private static void assertAllOffered(ClientHello hello) {
    assertThat(hello.groups()).contains("x25519", "secp256r1", "secp384r1");
  }

  @Test
  void isWorthItWhereTheServerHasChosenNone() throws Exception {
    learn();
    DialPlan plan = plan(peer);
    assertThat(plan.mayWantAnotherGroup()).isFalse();

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    assertThat(latest(peer).groups()).containsExactly("x25519");
    assertThat(plan.mayWantAnotherGroup()).isTrue();
    plan.end();

    DialPlan again = plan(peer);
    connect(again, peer).close();
    assertAllOffered(latest(peer));
    assertThat(again.mayWantAnotherGroup()).isFalse();
  }

  /** Of several certificates a server of TLS 1.2 may send another one for the group. */
  @Test
  void isWorthItWhereTheCertificateIsRefusedThatCameForIt() throws Exception {
    peer.speak("TLSv1.2");
    learn();
    connect(plan(peer), peer).close();
    peer.agreeTo();
    peer.show(STRANGER);
    DialPlan plan = plan(peer);

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    assertThat(latest(peer).groups()).containsExactly("x25519");
    assertThat(plan.decisive().problem())
        .hasValueSatisfying(p -> assertThat(p.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN));
    assertThat(plan.mayWantAnotherGroup()).isTrue();

    DialPlan again = plan(peer);
    assertThatThrownBy(() -> connect(again, peer)).isInstanceOf(SSLException.class);
    assertAllOffered(latest(peer));
    assertThat(again.mayWantAnotherGroup()).isFalse();
  }

  /** In TLS 1.3 the server has chosen the group before it sends a certificate. */
  @Test
  void isNotWorthItWhereTheCertificateIsRefusedForItself() throws Exception {
    learn();
    peer.agreeTo();
    peer.show(STRANGER);
    DialPlan plan = plan(peer);

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    assertThat(latest(peer).groups()).containsExactly("x25519");
    assertThat(plan.mayWantAnotherGroup()).isFalse();
  }

  /** As a server, or what stands before it, that ends the connection without an alert. */
  @Test
  void isWorthItWhereTheConnectionIsReset() throws Exception {
    learn();
    peer.resetNext();
    DialPlan plan = plan(peer);

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(IOException.class);
    assertThat(plan.mayWantAnotherGroup()).isTrue();
  }

  /** The time is over then, but the next connect must not wait for it again. */
  @Test
  void isNotWorthItWhereTheServerIsSilentButAllIsOfferedNextTime() throws Exception {
    learn();
    peer.stallNext();
    DialPlan plan = plan(peer);
    Socket raw = plan.newSocket();
    raw.connect(InetSocketAddress.createUnresolved("localhost", peer.port()), 20_000);
    raw.setSoTimeout(500);

    assertThatThrownBy(() -> DialPlan.layer(raw).startHandshake())
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(plan.mayWantAnotherGroup()).isFalse();

    connect(plan(peer), peer).close();
    assertAllOffered(latest(peer));
  }

  @Test
  void isNotWorthItWhereALoginMayHaveBeenTried() throws Exception {
    learn();
    DialPlan plan = plan(peer);

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    connect(plan, peer).close();
    assertThat(plan.mayWantAnotherGroup()).isFalse();
  }

  @Test
  void isNotWorthItWhereAllWasOffered() throws Exception {
    peer.agreeTo("none");
    DialPlan plan = plan(peer);

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    assertThat(plan.mayWantAnotherGroup()).isFalse();
  }

  /** The driver would go on to the next one, and nobody would come back to the first. */
  @Test
  void cannotHappenAmongSeveralHosts() throws Exception {
    learn();
    connect(plan(peer, other), peer).close();
    assertAllOffered(latest(peer));
  }

  @Test
  void cannotHappenToWhatIsDialledOnceTheConnectionStands() throws Exception {
    learn();
    DialPlan plan = plan(peer).afterwards();

    connect(plan, peer).close();
    assertAllOffered(latest(peer));
  }
}
