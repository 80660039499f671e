package io.github.jdbctls.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A long line to servers, as a program: whatever passes arrives so much later, in either direction,
 * however much is on the way. It listens at one port for each server, prints them in a line, and
 * ends when its input does: {@code MICROSECONDS PORT...}.
 */
public final class Relay {
  private static final int CHUNK = 16 * 1024;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Chunk(byte[] bytes, long due) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "relay");
            thread.setDaemon(true);
            return thread;
          });
  private final long delayNanos;

  private Relay(long delayNanos) {
    this.delayNanos = delayNanos;
  }

  /** Runs the program. */
  public static void main(String[] arguments) throws IOException {
    Relay relay = new Relay(Long.parseLong(arguments[0]) * 1_000);
    StringBuilder ports = new StringBuilder();
    for (String port : Arrays.asList(arguments).subList(1, arguments.length)) {
      ports.append(relay.listen(Integer.parseInt(port))).append(' ');
    }
    System.out.println(ports.toString().strip());
    while (System.in.read() >= 0) {
      // Nothing is said: the end is what counts.
    }
  }

  private int listen(int serverPort) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          try (listener) {
            while (true) {
              Socket client = listener.accept();
              Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
              pass(client, server);
              pass(server, client);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return listener.getLocalPort();
  }

  private void pass(Socket from, Socket to) throws IOException {
    to.setTcpNoDelay(true);
    BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();
    threads.execute(() -> receive(from, onTheWay));
    threads.execute(() -> deliver(onTheWay, to));
  }

  private void receive(Socket from, BlockingQueue<Chunk> onTheWay) {
    byte[] buffer = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        onTheWay.add(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delayNanos));
      }
    } catch (IOException ended) {
      // As good as an end: there is nothing more to pass on.
    }
    onTheWay.add(new Chunk(new byte[0], System.nanoTime() + delayNanos));
  }

  private void deliver(BlockingQueue<Chunk> onTheWay, Socket to) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Chunk chunk = onTheWay.take(); !chunk.isEnd(); chunk = onTheWay.take()) {
        waitUntil(chunk.due());
        out.write(chunk.bytes());
      }
    } catch (IOException ended) {
      // The other side has closed; so does this.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
