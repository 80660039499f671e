package io.github.jdbctls.it.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What test servers and proxies stand on: a port of the loopback interface, the sockets behind it,
 * and the threads that serve them.
 *
 * <p>Threads are daemons, at most {@value #THREADS}; {@link #close} ends them and every connection.
 * Thread-safe.
 */
final class LoopbackListener implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int BACKLOG = 50;
  private static final Duration CLIENTS_GONE_WITHIN = Duration.ofSeconds(20);

  /** A part of the work that ends when its sockets do. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  /** What is done for each client, whose socket is closed afterwards. */
  @FunctionalInterface
  interface Service {
    void serve(Socket client) throws IOException;
  }

  private final ServerSocket listener;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger come = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();

  private LoopbackListener(ServerSocket listener, String name) {
    this.listener = listener;
    this.threads = DaemonThreads.atMost(THREADS, name);
  }

  /** Listens at a free port; its threads have this name. */
  static LoopbackListener open(String name) throws IOException {
    return new LoopbackListener(
        new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), name);
  }

  /** Listens at a free port, and keeps every byte that passes there. */
  static LoopbackListener recording(String name, Recording received, Recording sent)
      throws IOException {
    return new LoopbackListener(RecordingSocket.listen(received, sent), name);
  }

  /** Serves whom this socket accepts; its threads have this name. */
  static LoopbackListener at(ServerSocket listener, String name) {
    return new LoopbackListener(listener, name);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns how many clients have come. */
  int come() {
    return come.get();
  }

  /** Serves each client in a thread of its own, until this is closed. */
  void serve(Service service) {
    inBackground(
        () -> {
          while (true) {
            Socket client = keep(listener.accept());
            come.incrementAndGet();
            inBackground(() -> serve(client, service));
          }
        });
  }

  private void serve(Socket client, Service service) throws IOException {
    try (client) {
      sendAtOnce(client);
      service.serve(client);
    } finally {
      gone.incrementAndGet();
    }
  }

  /** Dials another server, from here. */
  Socket dial(int port) throws IOException {
    Socket socket = keep(new Socket(InetAddress.getLoopbackAddress(), port));
    sendAtOnce(socket);
    return socket;
  }

  /** As servers do: otherwise a second small packet waits until the first is acknowledged. */
  private static void sendAtOnce(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
  }

  private Socket keep(Socket socket) throws IOException {
    open.add(socket);
    if (listener.isClosed()) {
      socket.close();
    }
    return socket;
  }

  void inBackground(Task task) {
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (IOException | RejectedExecutionException ended) {
            // Both sides end connections at any time; what was kept of them stays.
          }
        });
  }

  /**
   * Waits until so many clients have come and all have gone, so that recordings are complete.
   *
   * @throws IllegalStateException if that takes too long
   */
  void awaitClientsGone(int expected) {
    Instant deadline = Instant.now().plus(CLIENTS_GONE_WITHIN);
    while (gone.get() < Math.max(expected, come.get())) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(gone.get() + " of " + come.get() + " clients have gone");
      }
      Thread.onSpinWait();
    }
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
