package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/**
 * What an attacker does where the server speaks first, as in the protocol of MySQL and MariaDB: for
 * {@link ScriptedProxy#playingAtOnce}.
 */
public final class GreetingScript {
  private static final int HEADER = 4;

  /** The client's request for TLS, header included. */
  private static final int REQUEST = 36;

  /** Thread, eight bytes of salt and a filler stand between the version and the capabilities. */
  private static final int BEFORE_CAPABILITIES = 4 + 8 + 1;

  /** The capability {@code CLIENT_SSL}, in the second byte. */
  private static final int TLS = 0x08;

  private GreetingScript() {}

  /** Changes nothing. */
  public static ProxyScript passThrough() {
    return connection -> connection.relay(connection.dial());
  }

  /** Takes TLS out of what the server offers, and passes the plain text on. */
  public static ProxyScript stripTls() {
    return connection -> {
      Socket server = connection.dial();
      byte[] greeting = greeting(server);
      int end = HEADER + 1;
      while (greeting[end] != 0) {
        end++;
      }
      greeting[end + 1 + BEFORE_CAPABILITIES + 1] &= ~TLS;
      connection.answer(greeting);
      connection.relay(server);
    };
  }

  /** Completes TLS with its own certificate, and speaks to the server in the client's name. */
  public static ProxyScript manInTheMiddle(TestCertificate certificate) {
    return manInTheMiddle(certificate, tls -> {});
  }

  /** The same, with what its socket is told before. */
  public static ProxyScript manInTheMiddle(
      TestCertificate certificate, Consumer<SSLSocket> manners) {
    return connection -> {
      Socket server = connection.dial();
      connection.answer(greeting(server));
      byte[] request = connection.take(REQUEST);
      connection.becomeServer(certificate, manners);
      server.getOutputStream().write(request);
      connection.relay(StartupProtocol.startTls(server, TestContext.credulous()));
    };
  }

  /** Adds plain bytes to the greeting, in the same packet of TCP, and passes all else on. */
  public static ProxyScript inject(byte... bytes) {
    return connection -> {
      Socket server = connection.dial();
      byte[] greeting = greeting(server);
      connection.answer(
          ByteBuffer.allocate(greeting.length + bytes.length).put(greeting).put(bytes).array());
      connection.relay(server);
    };
  }

  /** Greets with an error. */
  public static ProxyScript answerError(int number, String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    byte[] packet =
        ByteBuffer.allocate(HEADER + 3 + message.length)
            .put((byte) (3 + message.length))
            .putShort((short) 0)
            .put((byte) 0)
            .put((byte) 0xff)
            .put((byte) number)
            .put((byte) (number >> 8))
            .put(message)
            .array();
    return connection -> connection.answer(packet);
  }

  /** Passes the greeting on, and answers the request for TLS with nothing. */
  public static ProxyScript stallInHandshake() {
    return connection -> {
      connection.answer(greeting(connection.dial()));
      connection.take(REQUEST);
      connection.stall();
    };
  }

  /** As {@link ProxyScript#dripInHandshake}. */
  public static ProxyScript dripInHandshake() {
    return connection -> {
      connection.answer(greeting(connection.dial()));
      connection.take(REQUEST);
      connection.drip((byte) 22, (byte) 3, (byte) 3, (byte) 64, (byte) 0);
    };
  }

  /** Passes the greeting on, and ends the connection when TLS is asked for. */
  public static ProxyScript closeBeforeHandshake() {
    return connection -> {
      connection.answer(greeting(connection.dial()));
      connection.take(REQUEST);
    };
  }

  /** Passes the greeting on, and resets the connection when the handshake has begun. */
  public static ProxyScript resetInHandshake() {
    return connection -> {
      connection.answer(greeting(connection.dial()));
      connection.take(REQUEST);
      connection.resetAfterNextBytes();
    };
  }

  private static byte[] greeting(Socket server) throws IOException {
    InputStream in = server.getInputStream();
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new EOFException("the server has gone");
    }
    int length = (header[0] & 0xff) | (header[1] & 0xff) << 8;
    return ByteBuffer.allocate(HEADER + length).put(header).put(in.readNBytes(length)).array();
  }
}
