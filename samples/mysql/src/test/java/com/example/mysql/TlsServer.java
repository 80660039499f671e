package com.example.mysql;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A MySQL with TLS, a database, and a user who must use TLS. */
final class TlsServer implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "secret";

  private final MysqlRoot root;
  private final Path folder;
  private final int port;
  private volatile Process process;

  private TlsServer(MysqlRoot root) throws IOException {
    this.root = root;
    this.folder = root.newFolder();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  /** Starts a server; where there is none the test ends. */
  static TlsServer start() throws Exception {
    TlsServer server = new TlsServer(MysqlRoot.find());
    // For a test that is broken off; all others close it.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    try {
      server.begin();
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void begin() throws Exception {
    new Authority(folder).issue("localhost");
    Files.writeString(
        folder.resolve("init.sql"),
        """
        CREATE DATABASE %1$s;
        CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s' REQUIRE SSL;
        GRANT ALL ON %1$s.* TO '%1$s'@'%%';
        """
            .formatted(USER, PASSWORD));
    run("--initialize-insecure");
    if (process.waitFor() != 0) {
      throw failure();
    }
    run(
        "--init-file=" + inside("init.sql"),
        "--socket=" + inside("socket"),
        "--pid-file=" + inside("pid"),
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--skip-name-resolve",
        "--ssl-cert=" + inside("localhost.crt"),
        "--ssl-key=" + inside("localhost.key"));
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    while (!greets()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw failure();
      }
      Thread.sleep(20);
    }
  }

  /** Runs the program with the options that it always has: no data has to outlive a power cut. */
  private void run(String... options) throws IOException {
    List<String> command = new ArrayList<>(root.command("--no-defaults", "--user=root"));
    command.add("--datadir=" + inside("data"));
    command.addAll(List.of("--skip-log-bin", "--performance-schema=OFF", "--mysqlx=OFF"));
    command.addAll(List.of("--innodb-flush-method=nosync", "--auto-generate-certs=OFF"));
    command.addAll(List.of(options));
    Redirect log = Redirect.appendTo(folder.resolve("log").toFile());
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private String inside(String file) {
    return root.inside(folder.resolve(file));
  }

  private IllegalStateException failure() throws IOException {
    return new IllegalStateException(
        "MySQL does not start: " + Files.readString(folder.resolve("log")));
  }

  private boolean greets() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.getInputStream().read() != -1;
    } catch (IOException e) {
      return false;
    }
  }

  String url(String host) {
    return "jdbc:tls:mysql://%s:%d/%s?sslrootcert=%s"
        .formatted(host, port, USER, folder.resolve("ca.crt"));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    MysqlRoot.delete(folder);
  }
}
