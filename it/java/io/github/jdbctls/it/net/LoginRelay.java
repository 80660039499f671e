package io.github.jdbctls.it.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A relay on the loopback interface that ends TLS with a certificate of its own, begins it anew
 * with PostgreSQL, and keeps how each client begins its SCRAM login: a man in the middle, or with
 * the server's certificate an ear.
 *
 * <p>It may take the mechanisms that are bound to the channel out of the server's offer.
 * Thread-safe.
 */
public final class LoginRelay implements AutoCloseable {
  private static final String BOUND = "-PLUS";
  private static final int SASL = 10;
  private static final int FIRST_NAME_AT = Integer.BYTES;

  /**
   * How a client began its login.
   *
   * @param binding the first field of its header (RFC 5802, 7): {@code n}, {@code y} or {@code p=}
   *     and the kind of binding
   */
  public record Login(String mechanism, String binding) {}

  private final LoopbackListener listener;
  private final SSLContext context;
  private final int target;
  private final boolean strips;
  private final List<Login> logins = new CopyOnWriteArrayList<>();

  private LoginRelay(int target, TestCertificate certificate, boolean strips) throws IOException {
    this.listener = LoopbackListener.open("login-relay");
    this.context = TestContext.presenting(certificate);
    this.target = target;
    this.strips = strips;
  }

  /**
   * Starts a relay to the PostgreSQL at this loopback port.
   *
   * @param strips whether bound mechanisms are taken out of the offer
   */
  public static LoginRelay start(int target, TestCertificate certificate, boolean strips)
      throws IOException {
    LoginRelay relay = new LoginRelay(target, certificate, strips);
    relay.listener.serve(relay::serve);
    return relay;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns how clients began their SCRAM logins, oldest first. */
  public List<Login> logins() {
    return List.copyOf(logins);
  }

  private void serve(Socket client) throws IOException {
    try (SSLSocket near = StartupProtocol.acceptTls(client, context);
        Socket far = StartupProtocol.startTls(listener.dial(target))) {
      near.startHandshake();
      listener.inBackground(() -> relayAnswers(far, near));
      relayRequests(near, far);
    }
  }

  private void relayRequests(Socket from, Socket to) throws IOException {
    DataInputStream in = new DataInputStream(from.getInputStream());
    DataOutputStream out = new DataOutputStream(to.getOutputStream());
    byte[] startup = in.readNBytes(in.readInt() - Integer.BYTES);
    out.writeInt(Integer.BYTES + startup.length);
    out.write(startup);
    out.flush();
    for (int type = in.read(); type >= 0; type = in.read()) {
      byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
      if (type == 'p') {
        note(new String(body, US_ASCII));
      }
      send(type, body, out);
    }
  }

  /** Of a SASLInitialResponse: the mechanism, a length, and the client's first message. */
  private void note(String response) {
    if (response.startsWith("SCRAM-")) {
      int end = response.indexOf('\0');
      String first = response.substring(end + 1 + Integer.BYTES);
      logins.add(new Login(response.substring(0, end), first.substring(0, first.indexOf(','))));
    }
  }

  private void relayAnswers(Socket from, Socket to) throws IOException {
    try (to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      for (int type = in.read(); type >= 0; type = in.read()) {
        byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
        boolean offer = type == 'R' && body[FIRST_NAME_AT - 1] == SASL;
        send(type, strips && offer ? stripped(body) : body, out);
      }
    }
  }

  private static byte[] stripped(byte[] offer) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(offer, 0, FIRST_NAME_AT);
    String names = new String(offer, FIRST_NAME_AT, offer.length - FIRST_NAME_AT, US_ASCII);
    for (String name : names.split("\0", -1)) {
      if (!name.isEmpty() && !name.endsWith(BOUND)) {
        rest.writeBytes((name + '\0').getBytes(US_ASCII));
      }
    }
    rest.write(0);
    return rest.toByteArray();
  }

  private static void send(int type, byte[] body, DataOutputStream out) throws IOException {
    out.writeByte(type);
    out.writeInt(Integer.BYTES + body.length);
    out.write(body);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
