package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server on the loopback interface that asks over TLS for the password itself, as CockroachDB may
 * do, lets everybody in, and keeps what it was told.
 *
 * <p>It stands in for the login of a database which cannot be had here, and for nothing of TLS,
 * which is the JDK's. Thread-safe.
 */
public final class PasswordServer implements AutoCloseable {
  private static final int CLEARTEXT_PASSWORD = 3;
  private static final byte[] STARTUP_THAT_WAS_READ = {0, 0, 0, Integer.BYTES};

  /**
   * What a client said.
   *
   * @param protocol the version of TLS
   * @param parameters of the StartupMessage
   */
  public record Login(String protocol, Map<String, String> parameters, String password) {}

  private final Recording received = new Recording();
  private final List<Map<String, String>> startups = new CopyOnWriteArrayList<>();
  private final List<Login> logins = new CopyOnWriteArrayList<>();
  private final LoopbackListener listener;
  private final SSLContext context;
  private final String protocol;

  private PasswordServer(TestCertificate certificate, String protocol) throws IOException {
    this.listener = LoopbackListener.recording("password-server", received, new Recording());
    this.context = TestContext.presenting(certificate);
    this.protocol = protocol;
  }

  /** Starts a server that presents this certificate and speaks this one version of TLS. */
  public static PasswordServer start(TestCertificate certificate, String protocol)
      throws IOException {
    PasswordServer server = new PasswordServer(certificate, protocol);
    server.listener.serve(server::serve);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns the parameters of every StartupMessage, oldest first. */
  public List<Map<String, String>> startups() {
    return List.copyOf(startups);
  }

  /** Returns the logins, oldest first. */
  public List<Login> logins() {
    return List.copyOf(logins);
  }

  /** Returns every byte that clients have sent, as it was on the wire. */
  public Recording received() {
    return received;
  }

  private void serve(Socket client) throws IOException {
    try (SSLSocket tls = StartupProtocol.acceptTls(client, context)) {
      tls.setEnabledProtocols(new String[] {protocol});
      tls.startHandshake();
      logIn(tls);
    }
  }

  private void logIn(SSLSocket tls) throws IOException {
    DataInputStream in = new DataInputStream(tls.getInputStream());
    byte[] startup = in.readNBytes(in.readInt() - Integer.BYTES);
    Map<String, String> parameters = parameters(startup);
    startups.add(parameters);
    DataOutputStream out = new DataOutputStream(tls.getOutputStream());
    out.writeByte('R');
    out.writeInt(2 * Integer.BYTES);
    out.writeInt(CLEARTEXT_PASSWORD);
    out.flush();
    if (in.read() != 'p') {
      return;
    }
    byte[] password = in.readNBytes(in.readInt() - Integer.BYTES);
    logins.add(
        new Login(
            tls.getSession().getProtocol(),
            parameters,
            new String(password, 0, password.length - 1, StandardCharsets.UTF_8)));
    new SilentBackend(
            new SequenceInputStream(new ByteArrayInputStream(STARTUP_THAT_WAS_READ), in), out)
        .serve();
  }

  /** Of a StartupMessage behind its length: the version, then names and values that end with 0. */
  private static Map<String, String> parameters(byte[] startup) {
    String[] texts =
        new String(startup, Integer.BYTES, startup.length - Integer.BYTES, StandardCharsets.UTF_8)
            .split("\0", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i + 1 < texts.length && !texts[i].isEmpty(); i += 2) {
      parameters.put(texts[i], texts[i + 1]);
    }
    return Map.copyOf(parameters);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
