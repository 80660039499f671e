package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.context.HelloPeer;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.TestCertificate;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is asked about certificates where a socket has constraints for its key agreement. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandshakeConstraintsTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("db").dnsName("localhost").issuedBy(ROOT);

  /** Permits all, and counts how often the verification of a chain asks. */
  private static class Counting implements AlgorithmConstraints {
    private final AtomicInteger asked = new AtomicInteger();

    int asked() {
      return asked.get();
    }

    private boolean count() {
      boolean isOfChain =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames.anyMatch(
                          frame -> frame.getClassName().equals(ChainVerifier.class.getName())));
      if (isOfChain) {
        asked.incrementAndGet();
      }
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives, String name, AlgorithmParameters parameters) {
      return count();
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
      return count();
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives, String name, Key key, AlgorithmParameters parameters) {
      return count();
    }
  }

  private static final class OfKeyAgreement extends Counting implements HandshakeConstraints {
    private final Counting ofTheJvm;

    OfKeyAgreement(Counting ofTheJvm) {
      this.ofTheJvm = ofTheJvm;
    }

    @Override
    public AlgorithmConstraints ofTheJvm() {
      return ofTheJvm;
    }
  }

  private static void connect(AlgorithmConstraints constraints) throws Exception {
    ServerTrustManager trust =
        new ServerTrustManager(
            Verification.CHAIN_AND_NAME,
            Optional.of(
                new TrustMaterial(
                    List.of(ROOT.certificate()),
                    List.of(),
                    Optional.empty(),
                    "the root",
                    List.of())),
            Clock.systemUTC());
    try (HelloPeer peer = HelloPeer.start(SERVER);
        SSLSocket tls =
            (SSLSocket)
                TestTlsContext.sslContext(trust)
                    .getSocketFactory()
                    .createSocket(peer.dial(), "localhost", peer.port(), true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setAlgorithmConstraints(constraints);
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      assertThat(VerifiedServer.of(tls.getSession())).isPresent();
    }
  }

  @Test
  void leaveCertificatesToThoseOfTheJvm() throws Exception {
    Counting ofTheJvm = new Counting();
    OfKeyAgreement own = new OfKeyAgreement(ofTheJvm);
    connect(own);

    assertThat(own.asked()).isZero();
    assertThat(ofTheJvm.asked()).isPositive();
  }

  /** So that the other test would notice. */
  @Test
  void areAskedAboutCertificatesIfTheyAreAnyOthers() throws Exception {
    Counting any = new Counting();
    connect(any);

    assertThat(any.asked()).isPositive();
  }
}
