package io.github.jdbctls.it.server;

import io.github.jdbctls.it.net.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * The first packet of a MySQL or MariaDB server.
 *
 * @param version as {@code SELECT @@version} has it, such as {@code 9.7.4}
 * @param capabilities the lower 32 bits
 */
public record MysqlGreeting(String version, int capabilities) {
  /** The capability that offers, or asks for, TLS. */
  public static final int CLIENT_SSL = 0x800;

  static final int CLIENT_PROTOCOL_41 = 0x200;
  static final int CLIENT_SECURE_CONNECTION = 0x8000;
  static final int CLIENT_PLUGIN_AUTH = 0x80000;
  static final int MAX_PACKET = 1 << 24;
  static final byte UTF8MB4 = 45;

  private static final String PREFIX = "5.5.5-";
  private static final int ERROR = 0xff;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int SSL_REQUEST = 32;

  /** Whether the server has TLS. */
  public boolean offersTls() {
    return (capabilities & CLIENT_SSL) != 0;
  }

  static MysqlGreeting read(MysqlPackets packets) throws IOException {
    ByteBuffer packet = packets.read();
    if ((packet.get() & 0xff) == ERROR) {
      packet.getShort();
      throw new IOException(StandardCharsets.UTF_8.decode(packet).toString());
    }
    int end = packet.position();
    while (packet.get(end) != 0) {
      end++;
    }
    byte[] version = new byte[end - packet.position()];
    packet.get(version);
    int lower = end + 1 + Integer.BYTES + Long.BYTES + 1;
    int upper = lower + Short.BYTES + 1 + Short.BYTES;
    return new MysqlGreeting(
        removePrefix(new String(version, StandardCharsets.US_ASCII)),
        (packet.getShort(lower) & 0xffff) | (packet.getShort(upper) << Short.SIZE));
  }

  /** MariaDB 10 pretends to be older, for replicas that take its version for MySQL's. */
  private static String removePrefix(String version) {
    return version.startsWith(PREFIX) ? version.substring(PREFIX.length()) : version;
  }

  /** Returns the greeting of the server at this loopback port. */
  public static MysqlGreeting of(int port) throws IOException {
    try (Socket socket = connect(port)) {
      return read(new MysqlPackets(socket.getInputStream(), socket.getOutputStream()));
    }
  }

  /** Returns the chain that the server at this loopback port presents; empty if it has no TLS. */
  public static Optional<List<X509Certificate>> presentedChain(int port) throws IOException {
    try (Socket plain = connect(port)) {
      MysqlPackets packets = new MysqlPackets(plain.getInputStream(), plain.getOutputStream());
      if (!read(packets).offersTls()) {
        return Optional.empty();
      }
      packets.write(
          ByteBuffer.allocate(SSL_REQUEST)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(CLIENT_SSL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION)
              .putInt(MAX_PACKET)
              .put(UTF8MB4)
              .array());
      try (SSLSocket tls =
          (SSLSocket)
              TestContext.credulous()
                  .getSocketFactory()
                  .createSocket(plain, "localhost", port, true)) {
        tls.startHandshake();
        return Optional.of(
            Arrays.stream(tls.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList());
      }
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }
}
