package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a server that refuses what it was offered alone is worth another dial. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedOfferTest {
  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("db")
          .algorithm(KeyAlgorithm.RSA_2048)
          .dnsName("localhost")
          .issuedBy(ROOT);

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

  private DialPlan plan() {
    return DialPlan.overTls(
        Stream.of(peer, other).map(to -> new HostPort("localhost", to.port())).toList(),
        List.of("127.0.0.1", "127.0.0.1"),
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

  /** The peer is known by x25519 then. */
  private void learn() throws IOException {
    DialPlan first = plan();
    connect(first, peer).close();
    first.end();
  }

  private static ClientHello latest(HelloPeer peer) {
    return peer.hellos().get(peer.hellos().size() - 1);
  }

  @Test
  void isWorthItWhereNothingElseWasReached() throws Exception {
    learn();
    peer.agreeTo("secp384r1");
    DialPlan plan = plan();
    assertThat(plan.mayWantAnotherOffer()).isFalse();

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    assertThat(plan.mayWantAnotherOffer()).isTrue();
    plan.end();

    DialPlan again = plan();
    connect(again, peer).close();
    assertThat(again.mayWantAnotherOffer()).isFalse();
  }

  @Test
  void isNotWorthItWhereALoginMayHaveBeenTriedElsewhere() throws Exception {
    learn();
    peer.agreeTo("secp384r1");
    DialPlan plan = plan();

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    connect(plan, other).close();
    assertThat(plan.mayWantAnotherOffer()).isFalse();
  }

  @Test
  void isNotWorthItWhereAllWasOffered() throws Exception {
    peer.agreeTo("none");
    DialPlan plan = plan();

    assertThatThrownBy(() -> connect(plan, peer)).isInstanceOf(SSLException.class);
    assertThat(plan.mayWantAnotherOffer()).isFalse();
  }

  @Test
  void cannotHappenToWhatIsDialledOnceTheConnectionStands() throws Exception {
    learn();
    peer.agreeTo("secp384r1");
    DialPlan plan = plan();
    try (SSLSocket standing = connect(plan, other)) {
      assertThat(standing.getInputStream().read()).isEqualTo('!');
      plan.connected();

      connect(plan, peer).close();
      assertThat(latest(peer).groups()).contains("x25519", "secp256r1", "secp384r1");
    }
  }
}
