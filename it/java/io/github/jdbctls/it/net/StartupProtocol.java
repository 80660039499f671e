package io.github.jdbctls.it.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The bytes that PostgreSQL's clients and servers exchange before TLS. */
public final class StartupProtocol {
  /** The server's answer that it has TLS. */
  public static final int YES = 'S';

  /** The server's answer that it has no TLS. */
  public static final int NO = 'N';

  private static final int LENGTH = 8;
  private static final int SSL_REQUEST = 80877103;
  private static final int TIMEOUT_MILLIS = 10_000;

  private StartupProtocol() {}

  /** Returns a new SSLRequest message. */
  public static byte[] sslRequest() {
    return ByteBuffer.allocate(LENGTH).putInt(LENGTH).putInt(SSL_REQUEST).array();
  }

  /** Reads the first eight bytes of a client; fewer if it sends no more. */
  static byte[] readFirstBytes(Socket client) throws IOException {
    return client.getInputStream().readNBytes(LENGTH);
  }

  static boolean isSslRequest(byte[] firstBytes) {
    return Arrays.equals(firstBytes, sslRequest());
  }

  /**
   * Begins TLS as a server, in whichever way the client does: after its request, which is granted,
   * or at once. The handshake is not begun.
   *
   * @throws IOException if the client wants something else
   */
  static SSLSocket acceptTls(Socket client, SSLContext context) throws IOException {
    byte[] firstBytes = readFirstBytes(client);
    SSLSocket tls;
    if (isSslRequest(firstBytes)) {
      client.getOutputStream().write(YES);
      tls =
          (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), true);
    } else if (firstBytes.length > 0 && firstBytes[0] == TlsRecord.HANDSHAKE) {
      tls =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(client, new ByteArrayInputStream(firstBytes), true);
    } else {
      throw new IOException("the client does not want TLS");
    }
    tls.setUseClientMode(false);
    return tls;
  }

  /** Returns an ErrorResponse message, as a server sends it in place of an answer. */
  static byte[] errorResponse(String sqlState, String text) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (String field : new String[] {"SFATAL", "VFATAL", "C" + sqlState, "M" + text, ""}) {
      fields.writeBytes(field.getBytes(StandardCharsets.UTF_8));
      fields.write(0);
    }
    ByteBuffer message = ByteBuffer.allocate(1 + Integer.BYTES + fields.size());
    return message
        .put((byte) 'E')
        .putInt(Integer.BYTES + fields.size())
        .put(fields.toByteArray())
        .array();
  }

  /**
   * Asks a server for TLS as a client that believes everything.
   *
   * @return the socket after the handshake, or the plain one if the server has no TLS
   */
  static Socket startTls(Socket server) throws IOException {
    server.getOutputStream().write(sslRequest());
    int answer = server.getInputStream().read();
    if (answer == NO) {
      return server;
    }
    if (answer != YES) {
      throw new IOException("the server answered " + answer);
    }
    return startTls(server, TestContext.credulous());
  }

  /** Completes the handshake as a client whom the server has said yes to. */
  static SSLSocket startTls(Socket server, SSLContext context) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(server, "localhost", server.getPort(), true);
    tls.startHandshake();
    return tls;
  }

  /** Returns the certificate of the server at this loopback port; empty if it has no TLS. */
  public static Optional<X509Certificate> presentedCertificate(int port) {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
      plain.setSoTimeout(TIMEOUT_MILLIS);
      try (Socket answered = startTls(plain)) {
        return answered instanceof SSLSocket tls
            ? Optional.of((X509Certificate) tls.getSession().getPeerCertificates()[0])
            : Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
