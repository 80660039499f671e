package com.example.mariadb;

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

/** A MariaDB of this machine, with TLS, a database, and a user who must use TLS. */
final class TlsServer implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "secret";

  private final Path folder;
  private final int port;
  private volatile Process process;

  private TlsServer(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  /** Starts a server that keeps its files in this folder; where there is none the test ends. */
  static TlsServer start(Path folder) throws Exception {
    String installer = Programs.find("mariadb-install-db");
    String program = Programs.find("mariadbd");
    TlsServer server = new TlsServer(folder);
    // For a test that is broken off; all others close it.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    try {
      server.begin(installer, program);
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void begin(String installer, String program) throws Exception {
    new Authority(folder).issue("localhost");
    Files.writeString(
        folder.resolve("init.sql"),
        """
        CREATE DATABASE %1$s;
        CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s' REQUIRE SSL;
        GRANT ALL ON %1$s.* TO '%1$s'@'%%';
        """
            .formatted(USER, PASSWORD));
    run(installer, "--auth-root-authentication-method=normal", "--skip-test-db", "--force");
    if (process.waitFor() != 0) {
      throw failure();
    }
    run(
        program,
        "--init-file=" + folder.resolve("init.sql"),
        "--socket=" + folder.resolve("socket"),
        "--pid-file=" + folder.resolve("pid"),
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--skip-name-resolve",
        "--ssl-cert=" + folder.resolve("localhost.crt"),
        "--ssl-key=" + folder.resolve("localhost.key"));
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    while (!greets()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw failure();
      }
      Thread.sleep(20);
    }
  }

  /** Runs a program with the options that both have: no data has to outlive a power cut. */
  private void run(String program, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "--no-defaults"));
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--datadir=" + folder.resolve("data"));
    command.addAll(List.of("--debug-no-sync", "--innodb-flush-method=nosync"));
    command.addAll(List.of("--innodb-log-file-size=4M", "--aria-log-file-size=8M"));
    command.addAll(List.of(options));
    Redirect log = Redirect.appendTo(folder.resolve("log").toFile());
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private IllegalStateException failure() throws IOException {
    return new IllegalStateException(
        "MariaDB does not start: " + Files.readString(folder.resolve("log")));
  }

  private boolean greets() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.getInputStream().read() != -1;
    } catch (IOException e) {
      return false;
    }
  }

  String url(String host) {
    return "jdbc:tls:mariadb://%s:%d/%s?sslrootcert=%s"
        .formatted(host, port, USER, folder.resolve("ca.crt"));
  }

  @Override
  public void close() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
