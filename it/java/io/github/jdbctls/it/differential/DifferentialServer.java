package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that becomes each server of the run in turn. */
final class DifferentialServer implements AutoCloseable {
  static final String MD5_USER = "legacy";
  static final String PASSWORD = "password";

  private static final String GENERATION = "differential.generation";
  private static final long RELOADED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PostgresServer server;
  private int generation;

  private DifferentialServer(PostgresServer server) {
    this.server = server;
  }

  static DifferentialServer start() throws IOException, SQLException {
    PostgresServer server =
        PostgresServer.start(
            PostgresSettings.tls(TestCertificate.leaf("first").selfSigned())
                .access(Access.lines().toArray(String[]::new)));
    server.createUser(ClientFiles.USER, PASSWORD);
    server.execute("SET password_encryption = 'md5'");
    server.createUser(MD5_USER, PASSWORD);
    for (Access access : Access.values()) {
      server.createDatabase(access.database());
    }
    return new DifferentialServer(server);
  }

  int port() {
    return server.port();
  }

  /**
   * Becomes this server.
   *
   * @param folder for the server's files
   * @return what the server's TLS library objects to; empty if it takes the setup
   */
  Optional<String> become(ServerChain chain, TestCertificate clientAuthority, Path folder)
      throws IOException, SQLException {
    ServerSetup setup = chain.setup();
    Path certificate = folder.resolve("server.crt");
    Files.writeString(certificate, TestCertificate.pem(chain.sent()));
    Path key = chain.leaf().writeKey(folder.resolve("server.key"));
    Path authority = Files.writeString(folder.resolve("client-ca.crt"), clientAuthority.pem());
    long before = server.log().position();
    set("ssl", setup.tls() ? "on" : "off");
    set("ssl_cert_file", certificate.toString());
    set("ssl_key_file", key.toString());
    set("ssl_ca_file", setup.asksForCertificates() ? authority.toString() : "");
    set("ssl_min_protocol_version", setup.leastVersion());
    set("ssl_max_protocol_version", setup.mostVersion());
    reload();
    return server
        .log()
        .since(before)
        .lines()
        .filter(line -> line.contains("SSL configuration was not reloaded"))
        .findFirst()
        .map(line -> server.port() + ": " + line);
  }

  private void set(String parameter, String value) throws SQLException {
    server.execute("ALTER SYSTEM SET " + parameter + " = '" + value + "'");
  }

  /** Returns when every new connection meets the settings. */
  private void reload() throws SQLException {
    generation++;
    set(GENERATION, Integer.toString(generation));
    server.execute("SELECT pg_reload_conf()");
    long deadline = System.nanoTime() + RELOADED_WITHIN_NANOS;
    while (generationOfNewBackend() != generation) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the server does not reload its settings");
      }
    }
  }

  private int generationOfNewBackend() throws SQLException {
    try (Connection connection = server.connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT current_setting('" + GENERATION + "', true)")) {
      row.next();
      String value = row.getString(1);
      return value == null ? 0 : Integer.parseInt(value);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    server.close();
  }
}
