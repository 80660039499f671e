package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** The trust manager on JSSE's engines, which take any host, none included. */
class EngineHandshakeTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate LEAF =
      TestCertificate.leaf("db").dnsName("db.example.com").issuedBy(ROOT);

  private static SSLEngine client(Verification verification, @Nullable String host) {
    return TestTlsContext.sslContext(
            new ServerTrustManager(
                verification, Optional.of(Chains.roots(ROOT)), Clock.systemUTC()))
        .createSSLEngine(host, 5432);
  }

  @ParameterizedTest
  @NullAndEmptySource
  void refusesASessionWithoutAHost(@Nullable String host) {
    for (Verification verification : Verification.values()) {
      assertThatThrownBy(() -> handshake(client(verification, host)))
          .isInstanceOf(SSLException.class)
          .rootCause()
          .hasMessageContaining("the handshake session has no host to verify");
    }
  }

  @ParameterizedTest
  @EnumSource
  void bindsWhatItVerifiedToTheSession(Verification verification) throws SSLException {
    SSLEngine client = client(verification, "db.example.com");

    handshake(client);

    assertThat(VerifiedServer.of(client.getSession()))
        .get()
        .satisfies(
            fact -> {
              assertThat(fact.host()).isEqualTo("db.example.com");
              assertThat(fact.verification()).isEqualTo(verification);
            });
  }

  /** Carries the messages from one engine to the other. */
  private static void handshake(SSLEngine client) throws SSLException {
    SSLEngine server = LEAF.context().createSSLEngine();
    client.setUseClientMode(true);
    server.setUseClientMode(false);
    client.beginHandshake();
    server.beginHandshake();
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    for (int i = 0; i < 20; i++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    } else if (in.position() > 0) {
      in.flip();
      engine.unwrap(in, ByteBuffer.allocate(1 << 15));
      in.compact();
    }
  }
}
