package io.github.jdbctls.it.server;

import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.postgres.ServerLog;
import io.github.jdbctls.it.server.RedisSettings.ClientCertificates;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real Redis. It stores nothing; users that were created here are there after a restart too. */
public final class RedisServer implements DatabaseServer {
  private static final String ADMINISTRATOR = "administrator";
  private static final String EVERYTHING = "~* &* +@all";

  private final Installation installation;
  private final Path folder;
  private final int port;
  private final String secret = UUID.randomUUID().toString();
  private final List<String> users = new ArrayList<>();
  private RedisSettings settings;
  private @Nullable ServerProcess process;

  private RedisServer(Installation installation, RedisSettings settings) throws IOException {
    this.installation = installation;
    this.settings = settings;
    this.folder = installation.newFolder();
    this.port = ClosedPort.find();
  }

  /**
   * Starts a server with these settings; where it is not there the running test ends.
   *
   * @throws IllegalStateException if the server does not take the settings
   */
  public static RedisServer start(RedisSettings settings) throws IOException {
    // It needs no account of its own: it runs as whoever runs the tests.
    RedisServer server =
        new RedisServer(Installation.onPath("Redis", "root", "redis-server"), settings);
    try {
      server.run();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void run() throws IOException {
    Path file = folder.resolve("redis.conf");
    List<String> lines = new ArrayList<>(lines());
    settings.options().forEach((name, value) -> lines.add(name + " " + value));
    TestCertificate.writePrivate(file, String.join("\n", lines) + "\n");
    ServerProcess started =
        ServerProcess.start(
            installation.command("redis-server", List.of(file.toString())), log().file());
    process = started;
    started.awaitReady(() -> connect().close());
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    TestCertificate certificate = settings.certificate();
    lines.add("port " + (certificate == null ? port : 0));
    // The hyphen: where the machine has that address.
    lines.add("bind 127.0.0.1 -::1");
    lines.add("unixsocket " + socket());
    lines.add("dir " + folder);
    lines.add("save \"\"");
    lines.add("user " + ADMINISTRATOR + " on >" + secret + " " + EVERYTHING);
    String password = settings.password();
    lines.add(
        "user default on " + (password == null ? "nopass" : ">" + password) + " " + EVERYTHING);
    lines.addAll(users);
    if (certificate != null) {
      lines.add("tls-port " + port);
      lines.add(file("tls-cert-file", certificate.chainPem()));
      lines.add(file("tls-key-file", certificate.keyPem()));
      ClientCertificates asked = settings.clientCertificates();
      lines.add("tls-auth-clients " + asked.name().toLowerCase(Locale.ROOT));
      TestCertificate clientAuthority = settings.clientAuthority();
      if (clientAuthority != null) {
        lines.add(file("tls-ca-cert-file", clientAuthority.pem()));
      }
    }
    if (!settings.versions().isEmpty()) {
      lines.add(
          settings.versions().stream()
              .map(version -> version.protocol())
              .collect(Collectors.joining(" ", "tls-protocols \"", "\"")));
    }
    return lines;
  }

  private String file(String option, String content) throws IOException {
    return option + " " + TestCertificate.writePrivate(folder.resolve(option + ".pem"), content);
  }

  private Path socket() {
    return folder.resolve("socket");
  }

  private RedisAdministrator connect() throws IOException {
    return RedisAdministrator.connect(socket(), ADMINISTRATOR, secret);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public ServerLog log() {
    return new ServerLog(folder.resolve("server.log"));
  }

  /**
   * Runs a command as administrator, and returns its answer as text.
   *
   * @throws IllegalStateException if the server refuses it
   */
  public String execute(String... words) throws IOException {
    try (RedisAdministrator administrator = connect()) {
      return administrator.command(words);
    }
  }

  /** Creates a user who may do everything; the user is there after a restart too. */
  public void createUser(String name, String password) throws IOException {
    execute("ACL", "SETUSER", name, "on", ">" + password, "~*", "&*", "+@all");
    users.add("user " + name + " on >" + password + " " + EVERYTHING);
  }

  @Override
  public void stop() {
    ServerProcess running = process;
    if (running != null) {
      running.stop();
      process = null;
    }
  }

  @Override
  public void restart() throws IOException {
    restart(settings);
  }

  /** Starts the server again, with other settings. */
  public void restart(RedisSettings next) throws IOException {
    stop();
    settings = next;
    Files.deleteIfExists(socket());
    run();
  }

  @Override
  public void close() {
    ServerProcess running = process;
    if (running != null) {
      running.kill();
      process = null;
    }
    Leftovers.delete(folder);
  }
}
