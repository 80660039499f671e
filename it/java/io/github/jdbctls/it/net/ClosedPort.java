package io.github.jdbctls.it.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of the loopback interface at which nobody answers.
 *
 * <p>Each is another one, below those that systems give out by themselves, and of a range that the
 * JVM has for its own where several run tests: it stays free until its test uses it.
 */
public final class ClosedPort {
  private static final int FIRST = 20_000;
  private static final int PORTS = 2_000;
  private static final int FORKS = 5;

  private static final int OWN = FIRST + PORTS * (Integer.getInteger("it.fork", 1) % FORKS);
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

  private ClosedPort() {}

  /** Finds one that was free until now. */
  public static int find() throws IOException {
    for (int tries = 0; tries < PORTS; tries++) {
      int port = OWN + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Something of this machine has it.
      }
    }
    throw new IOException("no port is free from " + OWN + " on");
  }
}
