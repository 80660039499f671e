package io.github.jdbctls.it.server;

import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.postgres.ServerLog;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MysqlServer} and {@link MariadbServer} have in common: the options, the protocol, and
 * {@code root}, who has no password and is let in over the Unix socket.
 */
public abstract sealed class SqlServer implements DatabaseServer
    permits MysqlServer, MariadbServer {
  /** A database that is there from the start. */
  public static final String DATABASE = "test";

  private final Installation installation;
  private final Path folder;
  private final int port;
  private final Path log;
  private MysqlSettings settings;
  private @Nullable ServerProcess process;

  SqlServer(Installation installation, MysqlSettings settings) throws IOException {
    this.installation = installation;
    this.settings = settings;
    this.folder = installation.newFolder();
    this.log = folder.resolve("server.log");
    this.port = ClosedPort.find();
  }

  /** Returns the line that makes the data directory. */
  static List<String> line(
      Installation installation, String program, Path data, List<String> options) {
    List<String> arguments = new ArrayList<>();
    // Only the first argument may say so.
    arguments.add("--no-defaults");
    if (Installation.asRoot()) {
      arguments.add("--user=" + installation.account());
    }
    arguments.add("--datadir=" + installation.inside(data));
    arguments.addAll(options);
    return installation.command(program, arguments);
  }

  abstract List<String> initialise(Path data);

  /** Returns the program's name and the options that only this kind of server knows. */
  abstract List<String> program(MysqlSettings ofServer);

  final void begin() throws IOException {
    try {
      MysqlTemplate.copy(installation, folder.resolve("data"), this::initialise);
      run();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void run() throws IOException {
    List<String> program = new ArrayList<>(program(settings));
    String name = program.remove(0);
    program.addAll(0, commonOptions());
    settings.options().forEach((option, value) -> program.add("--" + option + "=" + value));
    ServerProcess started =
        ServerProcess.start(line(installation, name, folder.resolve("data"), program), log);
    process = started;
    started.awaitReady(() -> MysqlAdministrator.connect(socket()).close());
    // Without any account for the client's address there is an error in place of the greeting.
    execute(
        "CREATE DATABASE IF NOT EXISTS " + DATABASE,
        "CREATE USER IF NOT EXISTS nobody ACCOUNT LOCK");
    confirm();
  }

  private List<String> commonOptions() throws IOException {
    List<String> options = new ArrayList<>();
    options.add("--port=" + port);
    options.add("--socket=" + installation.inside(socket()));
    options.add("--pid-file=" + installation.inside(folder.resolve("pid")));
    boolean ipv6 = NetworkInterface.getByInetAddress(Inet6Address.getByName("::1")) != null;
    options.add("--bind-address=127.0.0.1" + (ipv6 ? ",::1" : ""));
    options.add("--skip-name-resolve");
    options.add("--skip-log-bin");
    options.add("--performance-schema=OFF");
    options.add("--key-buffer-size=1M");
    options.add("--innodb-buffer-pool-size=8M");
    options.add("--innodb-buffer-pool-load-at-startup=OFF");
    options.add("--innodb-buffer-pool-dump-at-shutdown=OFF");
    options.add("--innodb-doublewrite=OFF");
    options.add("--innodb-flush-method=nosync");
    TestCertificate certificate = settings.certificate();
    if (certificate != null) {
      options.add(file("ssl-cert", certificate.chainPem()));
      options.add(file("ssl-key", certificate.keyPem()));
    }
    TestCertificate clientAuthority = settings.clientAuthority();
    if (clientAuthority != null) {
      options.add(file("ssl-ca", clientAuthority.pem()));
    }
    if (settings.tlsRequired()) {
      options.add("--require-secure-transport=ON");
    }
    if (!settings.versions().isEmpty()) {
      options.add(
          "--tls-version="
              + settings.versions().stream()
                  .map(version -> version.protocol())
                  .collect(Collectors.joining(",")));
    }
    return options;
  }

  private String file(String option, String content) throws IOException {
    Path file = folder.resolve(option + ".pem");
    Files.deleteIfExists(file);
    installation.own(TestCertificate.writePrivate(file, content));
    return "--" + option + "=" + installation.inside(file);
  }

  /** Writes the certificate and the key in place of those that the server has read. */
  final void replaceCertificate(MysqlSettings next) throws IOException {
    TestCertificate certificate = Objects.requireNonNull(next.certificate());
    file("ssl-cert", certificate.chainPem());
    file("ssl-key", certificate.keyPem());
    settings = next;
  }

  final MysqlSettings settings() {
    return settings;
  }

  private Path socket() {
    return folder.resolve("socket");
  }

  /** A server that cannot use its certificate goes on without TLS, and says so in the log only. */
  final void confirm() throws IOException {
    TestCertificate expected = settings.certificate();
    Optional<List<X509Certificate>> presented = MysqlGreeting.presentedChain(port);
    boolean asWanted =
        expected != null
            ? presented.equals(Optional.of(expected.chain()))
            : presented.isPresent() == settings.automatic();
    if (!asWanted) {
      stop();
      throw new IllegalStateException("the certificate is not in force: " + log().since(0));
    }
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final ServerLog log() {
    return new ServerLog(log);
  }

  /** Runs statements as {@code root}. */
  public final void execute(String... statements) throws IOException {
    try (MysqlAdministrator administrator = MysqlAdministrator.connect(socket())) {
      for (String sql : statements) {
        administrator.query(sql);
      }
    }
  }

  /** Runs a query as {@code root}, and returns the first column of its rows. */
  public final List<@Nullable String> query(String sql) throws IOException {
    try (MysqlAdministrator administrator = MysqlAdministrator.connect(socket())) {
      return administrator.query(sql);
    }
  }

  /**
   * Creates a user who may do everything, logs in with this password from anywhere, in the way that
   * is the server's default.
   *
   * @param require what follows {@code REQUIRE}: {@code NONE}, {@code SSL}, {@code X509}, or {@code
   *     SUBJECT '...'}
   */
  public void createUser(String name, String password, String require) throws IOException {
    createUserIdentified(name, "BY '" + password + "'", require);
  }

  /** As {@link #createUser(String, String, String)}, with TLS or without. */
  public final void createUser(String name, String password) throws IOException {
    createUser(name, password, "NONE");
  }

  /**
   * As {@link #createUser(String, String, String)}, in another way.
   *
   * @param identified what follows {@code IDENTIFIED}
   */
  public final void createUserIdentified(String name, String identified, String require)
      throws IOException {
    execute(
        "CREATE USER '" + name + "'@'%' IDENTIFIED " + identified + " REQUIRE " + require,
        "GRANT ALL ON *.* TO '" + name + "'@'%'");
  }

  @Override
  public final void stop() {
    ServerProcess running = process;
    if (running != null) {
      running.stop();
      process = null;
    }
  }

  @Override
  public final void restart() throws IOException {
    restart(settings);
  }

  /** Starts the server again, with other settings; users and data stay as they are. */
  public final void restart(MysqlSettings next) throws IOException {
    stop();
    settings = next;
    run();
  }

  @Override
  public final void close() {
    ServerProcess running = process;
    if (running != null) {
      running.kill();
      process = null;
    }
    Leftovers.delete(folder);
  }
}
