package io.github.jdbctls.it.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A long line between one client, at a time, and a server: it counts the flights, which are the
 * changes of direction in what is said, and holds each back for a fixed time.
 *
 * <p>What a side says while it has the word belongs to one flight, in however many packets. Client
 * and server must speak in turn, as PostgreSQL's do until the login is done. Thread-safe.
 */
public final class DelayingProxy implements AutoCloseable {
  private enum Side {
    CLIENT,
    SERVER
  }

  private final LoopbackListener listener = LoopbackListener.open("delaying-proxy");
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
    proxy.listener.serve(proxy::serve);
    return proxy;
  }

  /** Returns the port of the loopback interface at which the client is awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns how many flights have passed, of both sides together. */
  public synchronized int flights() {
    return flights;
  }

  private void serve(Socket client) throws IOException {
    Socket server = listener.dial(serverPort);
    listener.inBackground(() -> pass(Side.SERVER, server, client));
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

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
