package com.example.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A Redis of this machine, with one user. It has no port without TLS, and lets nobody in without a
 * certificate.
 */
final class TlsServer implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "secret";

  private final Path folder;
  private final int port;
  private final Process process;

  private TlsServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts a server that keeps its files in this folder; where there is none the test ends. */
  static TlsServer start(Path folder) throws Exception {
    String program = Programs.find("redis-server");
    Authority authority = new Authority(folder);
    authority.issue("localhost");
    authority.issue("app");
    int port = freePort();
    Path settings = folder.resolve("redis.conf");
    Files.writeString(
        settings,
        """
        bind 127.0.0.1
        port 0
        tls-port %2$d
        tls-cert-file "%1$s/localhost.crt"
        tls-key-file "%1$s/localhost.key"
        tls-ca-cert-file "%1$s/ca.crt"
        tls-auth-clients yes
        user default off
        user %3$s on >%4$s ~* +@all
        dir "%1$s"
        save ""
        """
            .formatted(folder, port, USER, PASSWORD));
    Process process =
        new ProcessBuilder(program, settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    // For a test that is broken off; close() is for all others.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    TlsServer server = new TlsServer(folder, port, process);
    try {
      server.awaitPort();
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    while (!isOpen()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "Redis does not start: " + Files.readString(folder.resolve("log")));
      }
      Thread.sleep(20);
    }
  }

  private boolean isOpen() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String url(String host) {
    return "jdbc:tls:redis://%s:%d/0".formatted(host, port);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
