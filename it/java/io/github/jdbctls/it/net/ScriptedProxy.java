package io.github.jdbctls.it.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands on the loopback interface between a client and PostgreSQL, keeps what the client says, and
 * answers the request for TLS by a script.
 *
 * <p>A client that does not ask for TLS is passed on as it is, or has a script too. Threads are
 * daemons, at most {@value #THREADS}; {@link #close} ends them and every connection. Thread-safe.
 */
public final class ScriptedProxy implements AutoCloseable {
  private static final int THREADS = 16;
  private static final Duration CLIENTS_GONE_WITHIN = Duration.ofSeconds(20);

  private final Recording fromClient = new Recording();
  private final Recording toClient = new Recording();
  private final Recording decrypted = new Recording();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket listener;
  private final int serverPort;
  private final ProxyScript script;
  private final Optional<ProxyScript> clearText;
  private final ExecutorService threads;

  private ScriptedProxy(int serverPort, ProxyScript script, Optional<ProxyScript> clearText)
      throws IOException {
    this.listener = RecordingSocket.listen(fromClient, toClient);
    this.serverPort = serverPort;
    this.script = script;
    this.clearText = clearText;
    this.threads = DaemonThreads.atMost(THREADS, "proxy");
  }

  /** Starts a proxy before the server at this port of the loopback interface. */
  public static ScriptedProxy before(int serverPort, ProxyScript script) throws IOException {
    return before(serverPort, script, Optional.empty());
  }

  /** As {@link #before(int, ProxyScript)}, with a script for clients that do not ask for TLS. */
  public static ScriptedProxy before(
      int serverPort, ProxyScript script, Optional<ProxyScript> clearText) throws IOException {
    ScriptedProxy proxy = new ScriptedProxy(serverPort, script, clearText);
    proxy.inBackground(proxy::acceptUntilClosed);
    return proxy;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns how many connections clients have made. */
  public int connections() {
    return connections.get();
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
    Instant deadline = Instant.now().plus(CLIENTS_GONE_WITHIN);
    while (served.get() < Math.max(expected, connections.get())) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            served.get() + " of " + connections.get() + " clients have gone");
      }
      Thread.onSpinWait();
    }
  }

  private void acceptUntilClosed() throws IOException {
    while (true) {
      Socket client = keep(listener.accept());
      connections.incrementAndGet();
      inBackground(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
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
    } finally {
      served.incrementAndGet();
    }
  }

  Socket dial() throws IOException {
    return keep(new Socket(InetAddress.getLoopbackAddress(), serverPort));
  }

  private Socket keep(Socket socket) throws IOException {
    open.add(socket);
    if (listener.isClosed()) {
      socket.close();
    }
    return socket;
  }

  /** A part of the work that ends when its sockets do. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  void inBackground(Task task) {
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (IOException | RejectedExecutionException ended) {
            // Clients and servers end connections at any time; the recordings tell what passed.
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
