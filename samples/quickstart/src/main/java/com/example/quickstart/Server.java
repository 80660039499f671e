package com.example.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** A PostgreSQL server, started without TLS, whose certificate can be changed while it runs. */
final class Server implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Path directory;
  private int certificates;

  Server(Path directory) throws IOException {
    this.directory = directory;
    this.postgres = EmbeddedPostgres.start();
  }

  int port() {
    return postgres.getPort();
  }

  /** Makes a user who has a password. */
  void createUser(String user, String password) throws SQLException {
    execute("create role %s login password '%s'".formatted(user, password));
  }

  /** Shows this certificate to every client that connects from now on. */
  void turnTlsOn(IssuedCertificate certificate) throws Exception {
    certificates++;
    Path certificateFile = directory.resolve("server-" + certificates + ".crt");
    Path keyFile = directory.resolve("server-" + certificates + ".key");
    certificate.writeCertificate(certificateFile);
    certificate.writeKey(keyFile);
    set("ssl_cert_file", certificateFile.toString());
    set("ssl_key_file", keyFile.toString());
    set("ssl", "on");
    reload("ssl_key_file", keyFile.toString());
  }

  void turnTlsOff() throws Exception {
    set("ssl", "off");
    reload("ssl", "off");
  }

  private void set(String setting, String value) throws SQLException {
    execute("alter system set %s = '%s'".formatted(setting, value.replace("'", "''")));
  }

  /**
   * The server reads its settings again when it gets to it: a new connection shows whether it has.
   */
  private void reload(String setting, String value) throws Exception {
    execute("select pg_reload_conf()");
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (!show(setting).equals(value)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the server does not take " + setting + "=" + value);
      }
      Thread.sleep(10);
    }
  }

  String show(String setting) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
