package io.github.jdbctls.it.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jdbctls.pki.TestCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/**
 * What an attacker does where TLS begins with the first byte, as before Redis: for {@link
 * ScriptedProxy#playingAtOnce}.
 */
public final class DirectTlsScript {
  private static final int HEADER = 5;

  private DirectTlsScript() {}

  /** Changes nothing. */
  public static ProxyScript passThrough() {
    return connection -> connection.relay(connection.dial());
  }

  /** Speaks plain text before the client has said anything, and passes all else on. */
  public static ProxyScript injectFirst(byte... bytes) {
    return connection -> {
      connection.answer(bytes);
      connection.relay(connection.dial());
    };
  }

  /** Answers the ClientHello with plain text before the server does. */
  public static ProxyScript injectAfterClientHello(byte... bytes) {
    return connection -> {
      Socket server = connection.dial();
      server.getOutputStream().write(clientHello(connection));
      connection.answer(bytes);
      connection.relay(server);
    };
  }

  /** Adds plain text to the server's first record. */
  public static ProxyScript injectAfterServerHello(byte... bytes) {
    return connection -> {
      Socket server = connection.dial();
      server.getOutputStream().write(clientHello(connection));
      byte[] hello = record(server.getInputStream());
      connection.answer(
          ByteBuffer.allocate(hello.length + bytes.length).put(hello).put(bytes).array());
      connection.relay(server);
    };
  }

  /** Answers the ClientHello with plain text, and then says nothing more. */
  public static ProxyScript answerInPlainText(byte... bytes) {
    return connection -> {
      clientHello(connection);
      connection.answer(bytes);
      connection.stall();
    };
  }

  /** Sends half of the server's first record, and nothing more. */
  public static ProxyScript stallInServerHello() {
    return connection -> {
      Socket server = connection.dial();
      server.getOutputStream().write(clientHello(connection));
      byte[] hello = record(server.getInputStream());
      connection.answer(Arrays.copyOf(hello, hello.length / 2));
      connection.stall();
    };
  }

  /** Begins a record of 16 kB when the client has spoken, and sends it byte by byte. */
  public static ProxyScript dripInHandshake() {
    return connection -> connection.drip((byte) 22, (byte) 3, (byte) 3, (byte) 64, (byte) 0);
  }

  /** Resets the connection when the handshake has begun. */
  public static ProxyScript resetInHandshake() {
    return ProxiedConnection::resetAfterNextBytes;
  }

  /** Completes TLS with its own certificate, and speaks to the server in the client's name. */
  public static ProxyScript manInTheMiddle(TestCertificate certificate) {
    return manInTheMiddle(certificate, tls -> {});
  }

  /** The same, with what its socket is told before. */
  public static ProxyScript manInTheMiddle(
      TestCertificate certificate, Consumer<SSLSocket> manners) {
    return connection -> {
      connection.becomeServer(certificate, manners);
      connection.relay(StartupProtocol.startTls(connection.dial(), TestContext.credulous()));
    };
  }

  /** Completes TLS, and goes on inside by a script of its own. */
  public static ProxyScript inside(TestCertificate certificate, ProxyScript script) {
    return connection -> {
      connection.becomeServer(certificate);
      script.play(connection);
    };
  }

  private static byte[] clientHello(ProxiedConnection connection) throws IOException {
    byte[] header = connection.take(HEADER);
    byte[] content = connection.take(length(header));
    return ByteBuffer.allocate(HEADER + content.length).put(header).put(content).array();
  }

  private static byte[] record(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new EOFException("the server has gone");
    }
    byte[] content = in.readNBytes(length(header));
    return ByteBuffer.allocate(HEADER + content.length).put(header).put(content).array();
  }

  private static int length(byte[] header) {
    return (header[3] & 0xff) << 8 | (header[4] & 0xff);
  }

  /** What a false Redis says inside TLS: one text for each command, and then nothing. */
  public static ProxyScript answerCommands(String... answers) {
    return connection -> {
      say(connection, answers);
      connection.stall();
    };
  }

  /** As {@link #answerCommands}, and ends the connection. */
  public static ProxyScript answerCommandsAndClose(String... answers) {
    return connection -> say(connection, answers);
  }

  /** Answers commands, and the one after them with a text that it repeats without end. */
  public static ProxyScript pourOut(String begin, String repeated, String... before) {
    byte[] again = repeated.repeat(1024).getBytes(US_ASCII);
    return connection -> {
      say(connection, before);
      takeCommand(connection);
      connection.answer(begin.getBytes(US_ASCII));
      while (true) {
        connection.answer(again);
      }
    };
  }

  /** Answers commands, and the one after them byte by byte, without end. */
  public static ProxyScript dripAnswer(String... before) {
    return connection -> {
      say(connection, before);
      connection.drip((byte) '+');
    };
  }

  private static void say(ProxiedConnection connection, String... answers) throws IOException {
    for (String answer : answers) {
      takeCommand(connection);
      connection.answer((answer + "\r\n").getBytes(US_ASCII));
    }
  }

  /** An array of texts, in Redis' protocol. */
  private static void takeCommand(ProxiedConnection connection) throws IOException {
    for (int words = number(connection); words > 0; words--) {
      connection.take(number(connection) + 2);
    }
  }

  private static int number(ProxiedConnection connection) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = connection.take(1)[0]; b != '\n'; b = connection.take(1)[0]) {
      line.append((char) b);
    }
    return Integer.parseInt(line.substring(1).stripTrailing());
  }
}
