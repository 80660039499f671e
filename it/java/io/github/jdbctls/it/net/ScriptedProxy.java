package io.github.jdbctls.it.net;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/**
 * Stands on the loopback interface between a client and PostgreSQL, keeps what the client says, and
 * answers the request for TLS by a script.
 *
 * <p>A client that does not ask for TLS is passed on as it is, or has a script too. {@link #close}
 * ends every connection. Thread-safe.
 */
public final class ScriptedProxy implements AutoCloseable {
  private final Recording fromClient = new Recording();
  private final Recording toClient = new Recording();
  private final Recording decrypted = new Recording();
  private final LoopbackListener listener;
  private final int serverPort;
  private final ProxyScript script;
  private final Optional<ProxyScript> clearText;

  private ScriptedProxy(int serverPort, ProxyScript script, Optional<ProxyScript> clearText)
      throws IOException {
    this.listener = LoopbackListener.recording("proxy", fromClient, toClient);
    this.serverPort = serverPort;
    this.script = script;
    this.clearText = clearText;
  }

  /** Starts a proxy before the server at this port of the loopback interface. */
  public static ScriptedProxy before(int serverPort, ProxyScript script) throws IOException {
    return before(serverPort, script, Optional.empty());
  }

  /** As {@link #before(int, ProxyScript)}, with a script for clients that do not ask for TLS. */
  public static ScriptedProxy before(
      int serverPort, ProxyScript script, Optional<ProxyScript> clearText) throws IOException {
    ScriptedProxy proxy = new ScriptedProxy(serverPort, script, clearText);
    proxy.listener.serve(proxy::serve);
    return proxy;
  }

  /**
   * Starts a proxy that plays its script as soon as a client has come: for protocols whose server
   * speaks first, or which begin with TLS.
   */
  public static ScriptedProxy playingAtOnce(int serverPort, ProxyScript script) throws IOException {
    ScriptedProxy proxy = new ScriptedProxy(serverPort, script, Optional.empty());
    proxy.listener.serve(client -> script.play(new ProxiedConnection(proxy, client)));
    return proxy;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns how many connections clients have made. */
  public int connections() {
    return listener.come();
  }

  /** Returns every byte that clients have sent, as it was on the wire. */
  public Recording fromClient() {
    return fromClient;
  }

  /** Returns every byte that clients were sent, as it was on the wire. */
  public Recording toClient() {
    return toClient;
  }

  /** Returns what clients have sent inside TLS that ended here. */
  public Recording decrypted() {
    return decrypted;
  }

  /**
   * Waits until so many clients have come and all have gone, so that the recordings are complete.
   *
   * @throws IllegalStateException if that takes too long
   */
  public void awaitClientsGone(int expected) {
    listener.awaitClientsGone(expected);
  }

  private void serve(Socket client) throws IOException {
    ProxiedConnection connection = new ProxiedConnection(this, client);
    byte[] firstBytes = StartupProtocol.readFirstBytes(client);
    if (StartupProtocol.isSslRequest(firstBytes)) {
      script.play(connection);
    } else if (clearText.isPresent()) {
      clearText.get().play(connection);
    } else {
      Socket server = dial();
      server.getOutputStream().write(firstBytes);
      connection.relay(server);
    }
  }

  Socket dial() throws IOException {
    return listener.dial(serverPort);
  }

  Relay relay() {
    return new Relay(listener);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
