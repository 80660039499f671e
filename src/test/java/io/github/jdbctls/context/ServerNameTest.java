package io.github.jdbctls.context;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
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
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;

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
      byte[] hello = clientHello(listener);
      client.get();
      return namesIn(hello);
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
  private static byte[] clientHello(ServerSocket listener) throws IOException {
    try (Socket peer = listener.accept()) {
      peer.setSoTimeout(TIMEOUT_MILLIS);
      DataInputStream in = new DataInputStream(peer.getInputStream());
      assertThat(in.readUnsignedByte()).as("a handshake record").isEqualTo(22);
      in.readShort();
      return in.readNBytes(in.readUnsignedShort());
    }
  }

  private static List<String> namesIn(byte[] hello) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(hello));
    assertThat(in.readUnsignedByte()).as("a ClientHello").isEqualTo(1);
    in.skipNBytes(3 + 2 + 32);
    in.skipNBytes(in.readUnsignedByte());
    in.skipNBytes(in.readUnsignedShort());
    in.skipNBytes(in.readUnsignedByte());
    assertThat(in.readUnsignedShort()).as("the extensions").isEqualTo(in.available());
    List<String> names = new ArrayList<>();
    while (in.available() > 0) {
      int type = in.readUnsignedShort();
      byte[] extension = in.readNBytes(in.readUnsignedShort());
      if (type == SERVER_NAME) {
        names.addAll(list(extension));
      }
    }
    return names;
  }

  private static List<String> list(byte[] extension) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(extension));
    assertThat(in.readUnsignedShort()).as("the list of names").isEqualTo(in.available());
    List<String> names = new ArrayList<>();
    while (in.available() > 0) {
      assertThat(in.readUnsignedByte()).as("the kind of name").isEqualTo(HOST_NAME);
      names.add(new String(in.readNBytes(in.readUnsignedShort()), US_ASCII));
    }
    return names;
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
