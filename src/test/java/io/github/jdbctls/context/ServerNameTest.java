package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import io.github.jdbctls.wire.ClientHello;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The name in the ClientHello, read from the wire: RFC 6066, section 3, and RFC 8446, section
 * 4.1.2.
 */
class ServerNameTest {
  private static final int TIMEOUT_MILLIS = 10_000;

  private static TlsContext context(boolean sendServerName) {
    ServerTrustManager trust =
        new ServerTrustManager(Verification.NONE, Optional.empty(), Clock.systemUTC());
    return new TlsContext(
        TestTlsContext.sslContext(trust),
        trust,
        new ClientKeyManager(Optional.empty()),
        ProtocolBounds.DEFAULT,
        sendServerName);
  }

  /** The names that a server sees of a client that connects to this host. */
  private static List<String> seen(String host, boolean sendServerName)
      throws IOException, InterruptedException, ExecutionException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket wire = new Socket(loopback, listener.getLocalPort())) {
      wire.setSoTimeout(TIMEOUT_MILLIS);
      SSLSocket tls =
          context(sendServerName)
              .layer(wire, new HostPort(host, listener.getLocalPort()), Optional.empty());
      CompletableFuture<Void> client = CompletableFuture.runAsync(() -> begin(tls));
      ClientHello hello = clientHello(listener);
      client.get();
      return hello.serverNames();
    }
  }

  private static void begin(SSLSocket tls) {
    try {
      tls.startHandshake();
      throw new AssertionError("nobody answered the handshake");
    } catch (IOException unanswered) {
      // The ClientHello is all that is looked at.
    }
  }

  /** Takes what the client says first, and ends the connection. */
  private static ClientHello clientHello(ServerSocket listener) throws IOException {
    try (Socket peer = listener.accept()) {
      peer.setSoTimeout(TIMEOUT_MILLIS);
      return ClientHello.read(peer.getInputStream());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "db.example, db.example",
    "localhost, localhost",
    "db, db",
    "db_1, db_1",
    "db_1.example, db_1.example",
    "-db, -db",
    "db.example., db.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "10.0.0.1.example, 10.0.0.1.example"
  })
  void isSentAsItIsWrittenWithoutATrailingDot(String host, String name) throws Exception {
    assertThat(seen(host, true)).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1", "::1", "fe80::1", "::ffff:127.0.0.1"})
  void isNotSentForAnAddress(String host) throws Exception {
    assertThat(seen(host, true)).isEmpty();
  }

  @Test
  void isNotSentWhereItIsNotWanted() throws Exception {
    assertThat(seen("db.example", false)).isEmpty();
  }
}
