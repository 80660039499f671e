package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.dialect.Hook;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * The connection to a server until it has let us in, with TLS on it whose handshake is confirmed,
 * unless it is to be plain.
 *
 * <p>What is asked here has answers of one line, which is all that is read: no more than {@value
 * #LONGEST_LINE} bytes of it, and nothing behind it. A driver's own reader would make room for
 * whatever a server announces, and follow what it nests, without end. For one thread.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis' protocol</a>
 */
final class RedisWire implements Closeable {
  private static final int LONGEST_LINE = 4096;

  /** Room for what is sent, in bytes; there is more if that is longer. */
  private static final int USUAL_LOGIN = 128;

  /**
   * What a server says.
   *
   * @param isError whether it refuses
   * @param text without what it begins with
   */
  record Answer(boolean isError, String text) {}

  private final HostPort server;
  private final Socket socket;

  private RedisWire(HostPort server, Socket socket) {
    this.server = server;
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @param timeout in milliseconds, of the connection and of each read; 0 for none
   */
  static RedisWire open(Hook hook, int timeout) throws IOException {
    HostPort server = hook.server();
    Socket raw = hook.newSocket();
    try {
      raw.setKeepAlive(true);
      raw.setTcpNoDelay(true);
      raw.connect(InetSocketAddress.createUnresolved(server.host(), server.port()), timeout);
      raw.setSoTimeout(timeout);
      if (hook.transport() == Transport.PLAIN) {
        return new RedisWire(server, raw);
      }
      SSLSocket tls = hook.layer(raw, server.host(), server.port());
      tls.startHandshake();
      return new RedisWire(server, tls);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  HostPort server() {
    return server;
  }

  /** Returns what the driver goes on with. */
  Socket socket() {
    return socket;
  }

  /** Sends commands, in one piece. */
  void send(List<List<String>> commands) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LOGIN);
    for (List<String> words : commands) {
      bytes.write('*');
      writeLine(bytes, bytes(String.valueOf(words.size())));
      for (String word : words) {
        byte[] content = bytes(word);
        bytes.write('$');
        writeLine(bytes, bytes(String.valueOf(content.length)));
        writeLine(bytes, content);
      }
    }
    socket.getOutputStream().write(bytes.toByteArray());
  }

  private static void writeLine(ByteArrayOutputStream bytes, byte[] line) {
    bytes.writeBytes(line);
    bytes.write('\r');
    bytes.write('\n');
  }

  /**
   * Reads the answer to the next command.
   *
   * @throws ProtocolException if it is not a line, or is none of Redis' protocol
   */
  Answer answer() throws IOException {
    String line = line(socket.getInputStream());
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> new Answer(false, line.substring(1));
      case '-' -> new Answer(true, line.substring(1));
      default -> throw new ProtocolException("what was answered is not Redis' protocol");
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Byte by byte: whoever reads on must find what follows. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server has ended the connection");
      }
      line.write(b);
      if (line.size() > LONGEST_LINE) {
        throw new ProtocolException("what was answered is longer than any answer of Redis");
      }
    }
    if (in.read() != '\n') {
      throw new ProtocolException("what was answered is not Redis' protocol");
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
