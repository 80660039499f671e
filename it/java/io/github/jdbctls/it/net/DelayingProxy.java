package io.github.jdbctls.it.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A long line between one client and a server: it counts the flights, which are the changes of
 * direction in what is said, and holds each back for a fixed time.
 *
 * <p>What a side says while it has the word belongs to one flight, in however many packets. Client
 * and server must speak in turn, as PostgreSQL's do until the login is done. Thread-safe.
 */
public final class DelayingProxy implements AutoCloseable {
  private static final int THREADS = 8;

  private enum Side {
    CLIENT,
    SERVER
  }

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = DaemonThreads.atMost(THREADS, "delaying-proxy");
  private final int serverPort;
  private final Duration delay;
  private @Nullable Side speaking;
  private int flights;

  private DelayingProxy(int serverPort, Duration delay) throws IOException {
    this.serverPort = serverPort;
    this.delay = delay;
  }

  /** Starts a proxy before the server at this port of the loopback interface. */
  public static DelayingProxy before(int serverPort, Duration delay) throws IOException {
    DelayingProxy proxy = new DelayingProxy(serverPort, delay);
    proxy.inBackground(proxy::serve);
    return proxy;
  }

  /** Returns the port of the loopback interface at which the client is awaited. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns how many flights have passed, of both sides together. */
  public synchronized int flights() {
    return flights;
  }

  private void serve() throws IOException {
    Socket client = keep(listener.accept());
    Socket server = keep(new Socket(InetAddress.getLoopbackAddress(), serverPort));
    inBackground(() -> pass(Side.SERVER, server, client));
    pass(Side.CLIENT, client, server);
  }

  private void pass(Side side, Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    try (from;
        to) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (takesTheWord(side)) {
          hold();
        }
        out.write(buffer, 0, count);
      }
    }
  }

  private synchronized boolean takesTheWord(Side side) {
    boolean taken = speaking != side;
    speaking = side;
    flights += taken ? 1 : 0;
    return taken;
  }

  private void hold() {
    try {
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket keep(Socket socket) {
    open.add(socket);
    return socket;
  }

  private void inBackground(ScriptedProxy.Task task) {
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (IOException | RejectedExecutionException ended) {
            // Both sides end connections at any time; what was counted stays.
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
