package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/** What a {@link ScriptedProxy} does when a client has asked it for TLS. */
@FunctionalInterface
public interface ProxyScript {
  /** Plays to the end; the client's connection is closed afterwards. */
  void play(ProxiedConnection connection) throws IOException;

  /** Changes nothing. */
  static ProxyScript passThrough() {
    return connection -> {
      Socket server = connection.dial();
      server.getOutputStream().write(StartupProtocol.sslRequest());
      connection.relay(server);
    };
  }

  /** Says in the server's name that there is no TLS, and passes the plain text on. */
  static ProxyScript stripTls() {
    return connection -> {
      connection.answer((byte) StartupProtocol.NO);
      connection.relay(connection.dial());
    };
  }

  /** Answers with an error of the server. */
  static ProxyScript answerError(String sqlState, String text) {
    return connection -> connection.answer(StartupProtocol.errorResponse(sqlState, text));
  }

  /** Answers with these bytes, and ends the connection. */
  static ProxyScript answer(byte... bytes) {
    return connection -> connection.answer(bytes);
  }

  /** Completes TLS with its own certificate, and speaks to the server in the client's name. */
  static ProxyScript manInTheMiddle(TestCertificate certificate) {
    return manInTheMiddle(certificate, tls -> {});
  }

  /** The same, with what its socket is told before. */
  static ProxyScript manInTheMiddle(TestCertificate certificate, Consumer<SSLSocket> manners) {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.becomeServer(certificate, manners);
      connection.relay(StartupProtocol.startTls(connection.dial()));
    };
  }

  /** Adds plain bytes to the server's yes, in the same packet, and passes the handshake on. */
  static ProxyScript inject(byte... bytes) {
    return connection -> {
      Socket server = connection.dial();
      server.getOutputStream().write(StartupProtocol.sslRequest());
      int answer = server.getInputStream().read();
      ByteBuffer packet = ByteBuffer.allocate(1 + bytes.length);
      connection.answer(packet.put((byte) answer).put(bytes).array());
      connection.relay(server);
    };
  }

  /** Never answers the request. */
  static ProxyScript stall() {
    return ProxiedConnection::stall;
  }

  /** Says yes, and never answers the handshake. */
  static ProxyScript stallInHandshake() {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.stall();
    };
  }

  /**
   * Says yes, and begins a TLS record of 16 kB that it sends byte by byte, each early enough to
   * keep a limit for a single read from being met.
   */
  static ProxyScript dripInHandshake() {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.drip((byte) 22, (byte) 3, (byte) 3, (byte) 64, (byte) 0);
    };
  }

  /** Ends the connection in place of an answer. */
  static ProxyScript closeInsteadOfAnswer() {
    return connection -> {};
  }

  /** Says yes, and ends the connection. */
  static ProxyScript closeBeforeHandshake() {
    return connection -> connection.answer((byte) StartupProtocol.YES);
  }

  /**
   * Says yes, and ends the handshake that the client has begun with a fatal alert, by its number in
   * RFC 8446, section 6.
   */
  static ProxyScript alertInHandshake(int description) {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.awaitBytes();
      connection.answer(
          (byte) 21, (byte) 3, (byte) 3, (byte) 0, (byte) 2, (byte) 2, (byte) description);
      connection.stall();
    };
  }

  /** Says yes, and resets the connection when the handshake has begun. */
  static ProxyScript resetInHandshake() {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.resetAfterNextBytes();
    };
  }
}
