package io.github.jdbctls.context;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.wire.ClientHello;
import io.github.jdbctls.wire.OnlyGroups;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * A TLS server on the loopback interface that keeps what each client said first, and agrees to the
 * groups that it is told only. It sends one byte, one client after the other.
 */
public final class HelloPeer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int BACKLOG = 50;

  private enum Manner {
    ANSWER,
    RESET,
    STALL
  }

  private final ServerSocket listener;
  private volatile TestCertificate certificate;
  private final TrustManager[] clients;
  private volatile SSLContext context;
  private volatile Set<String> groups = Set.of();
  private volatile List<String> protocols = List.of("TLSv1.3");
  private volatile List<String> suites = List.of();
  private volatile Manner next = Manner.ANSWER;
  private final List<ClientHello> hellos = new CopyOnWriteArrayList<>();

  private HelloPeer(TestCertificate certificate, TrustManager... clients) throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.certificate = certificate;
    this.clients = clients.clone();
    this.context = certificate.context(clients);
  }

  /** Starts a server that agrees to any group. */
  public static HelloPeer start(TestCertificate certificate) throws IOException {
    return start(new HelloPeer(certificate));
  }

  /** Starts such a server that wants to see a certificate, which these accept. */
  public static HelloPeer asking(TestCertificate certificate, TrustManager... clients)
      throws IOException {
    return start(new HelloPeer(certificate, clients));
  }

  private static HelloPeer start(HelloPeer peer) {
    Thread thread = new Thread(peer::serveUntilClosed, "hello-peer");
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  /** From now on agrees to these groups only; to any if there are none. */
  public void agreeTo(String... names) {
    groups = Set.of(names);
  }

  /** From now on speaks these versions, and has these cipher suites; all if none is named. */
  public void speak(String... versionsAndSuites) {
    protocols = Stream.of(versionsAndSuites).filter(name -> name.startsWith("TLSv")).toList();
    suites = Stream.of(versionsAndSuites).filter(name -> name.startsWith("TLS_")).toList();
  }

  /** Resets the connection of the next client once it has spoken. */
  public void resetNext() {
    next = Manner.RESET;
  }

  /** Says nothing to the next client, until that goes. */
  public void stallNext() {
    next = Manner.STALL;
  }

  /** Shows this certificate from now on, and forgets all sessions. */
  public void show(TestCertificate newCertificate) {
    certificate = newCertificate;
    forgetSessions();
  }

  /** Forgets all sessions: none is resumed. */
  public void forgetSessions() {
    context = certificate.context(clients);
  }

  /** Returns the port. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Connects. */
  public Socket dial() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** Returns what clients have said, one connection after the other. */
  public List<ClientHello> hellos() {
    return List.copyOf(hellos);
  }

  private void serveUntilClosed() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        serve(client);
      } catch (IOException ended) {
        // A handshake that fails is for the client to tell of.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    client.setSoTimeout(TIMEOUT_MILLIS);
    ClientHello hello = ClientHello.read(client.getInputStream());
    hellos.add(hello);
    Manner manner = next;
    next = Manner.ANSWER;
    if (manner == Manner.RESET) {
      client.setSoLinger(true, 0);
      return;
    }
    if (manner == Manner.STALL) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
      return;
    }
    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, hello.wire(), true);
    try (tls) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setProtocols(protocols.toArray(new String[0]));
      if (!suites.isEmpty()) {
        parameters.setCipherSuites(suites.toArray(new String[0]));
      }
      parameters.setNeedClientAuth(clients.length > 0);
      tls.setSSLParameters(parameters);
      OnlyGroups.restrict(tls, groups);
      tls.startHandshake();
      tls.getOutputStream().write('!');
      tls.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
