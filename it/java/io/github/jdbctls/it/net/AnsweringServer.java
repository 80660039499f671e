package io.github.jdbctls.it.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;

/**
 * A server on the loopback interface that gives everybody who begins to speak the same answer, in
 * clear text, and ends the connection. Thread-safe.
 */
public final class AnsweringServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket listener =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = DaemonThreads.atMost(1, "answering-server");
  private final byte[] answer;

  private AnsweringServer(byte[] answer) throws IOException {
    this.answer = answer.clone();
  }

  /** Starts a server with this answer, which may be empty. */
  public static AnsweringServer start(byte[] answer) throws IOException {
    AnsweringServer server = new AnsweringServer(answer);
    server.threads.execute(server::answerUntilClosed);
    return server;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.getLocalPort();
  }

  private void answerUntilClosed() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        if (client.getInputStream().read() >= 0) {
          client.getOutputStream().write(answer);
          client.shutdownOutput();
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
      } catch (IOException ended) {
        // Clients leave at any time, and close() ends the listener.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
