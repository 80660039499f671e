package io.github.jdbctls.it.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * Passes on what the two sides of a connection say, until one of them ends it; then both are
 * closed.
 *
 * <p>A server that ends the connection while the client still speaks may have said why: all that it
 * has said is passed on first. A proxy that closes both sides when it can no longer write would
 * lose it, and the client would find an end without an alert.
 */
final class Relay {
  private static final int BUFFER = 16 * 1024;

  private final LoopbackListener threads;

  /**
   * A relay.
   *
   * @param threads where the server's words are passed on
   */
  Relay(LoopbackListener threads) {
    this.threads = threads;
  }

  /** Passes on until one side ends. */
  void run(Socket client, InputStream fromClient, OutputStream toClient, Socket server)
      throws IOException {
    InputStream fromServer = server.getInputStream();
    CountDownLatch serverIsHeard = new CountDownLatch(1);
    threads.inBackground(
        () -> {
          try (client) {
            fromServer.transferTo(toClient);
          } finally {
            serverIsHeard.countDown();
          }
        });
    try (server) {
      if (!hasPassed(fromClient, server.getOutputStream())) {
        await(serverIsHeard);
      }
    }
  }

  /** Returns false if there is nobody any more to pass it on to. */
  private static boolean hasPassed(InputStream fromClient, OutputStream toServer)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = fromClient.read(buffer); count >= 0; count = fromClient.read(buffer)) {
      try {
        toServer.write(buffer, 0, count);
      } catch (IOException serverHasEnded) {
        return false;
      }
    }
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
