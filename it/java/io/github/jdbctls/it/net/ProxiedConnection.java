package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One client's connection to a proxy, with the moves that a {@link ProxyScript} is made of. */
public final class ProxiedConnection {
  private static final int DRIP_MILLIS = 100;

  private final ScriptedProxy proxy;
  private Socket client;
  private InputStream fromClient;

  ProxiedConnection(ScriptedProxy proxy, Socket client) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.fromClient = client.getInputStream();
  }

  /** Sends these bytes to the client in one piece. */
  void answer(byte... bytes) throws IOException {
    client.getOutputStream().write(bytes);
  }

  /** Reads this many bytes of what the client says. */
  byte[] take(int bytes) throws IOException {
    byte[] taken = fromClient.readNBytes(bytes);
    if (taken.length < bytes) {
      throw new EOFException("the client has gone");
    }
    return taken;
  }

  /** Dials the real server. */
  Socket dial() throws IOException {
    return proxy.dial();
  }

  /**
   * Completes the client's handshake with a certificate of our own, and reads what it then says.
   */
  void becomeServer(TestCertificate certificate) throws IOException {
    becomeServer(certificate, tls -> {});
  }

  /** The same, with what its socket is told before. */
  void becomeServer(TestCertificate certificate, Consumer<SSLSocket> manners) throws IOException {
    SSLSocket tls = layered(TestContext.presenting(certificate));
    manners.accept(tls);
    becomeServer(tls);
  }

  /** Completes the client's handshake if it asks for a name that is answered. */
  void becomeServer(SSLContext context, ServerNameScript.Answers answers) throws IOException {
    SSLSocket tls = layered(context);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setSNIMatchers(List.of(ServerNameContext.matcher(answers)));
    tls.setSSLParameters(parameters);
    becomeServer(tls);
  }

  private SSLSocket layered(SSLContext context) throws IOException {
    return (SSLSocket)
        context.getSocketFactory().createSocket(client, null, client.getPort(), true);
  }

  private void becomeServer(SSLSocket tls) throws IOException {
    tls.setUseClientMode(false);
    tls.startHandshake();
    client = tls;
    fromClient = RecordingSocket.recordingInput(tls.getInputStream(), proxy.decrypted());
  }

  /** Passes on what both sides say until one of them ends. */
  void relay(Socket server) throws IOException {
    proxy.relay().run(client, fromClient, client.getOutputStream(), server);
  }

  /** Reads what the client says, and never says anything, until the client ends. */
  void stall() throws IOException {
    fromClient.transferTo(OutputStream.nullOutputStream());
  }

  /** Waits until the client speaks, or ends. */
  void awaitBytes() throws IOException {
    fromClient.read();
  }

  /** When the client has spoken: sends these bytes, then a zero ever and again until it ends. */
  void drip(byte... begin) throws IOException {
    if (fromClient.read() < 0) {
      return;
    }
    answer(begin);
    client.setSoTimeout(DRIP_MILLIS);
    while (true) {
      try {
        if (fromClient.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException timeForTheNextByte) {
        answer((byte) 0);
      }
    }
  }

  /** Waits for the first bytes of the client's handshake, and resets the connection. */
  void resetAfterNextBytes() throws IOException {
    if (fromClient.read() >= 0) {
      client.setSoLinger(true, 0);
      client.close();
    }
  }
}
