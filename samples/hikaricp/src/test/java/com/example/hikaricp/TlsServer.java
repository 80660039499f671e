package com.example.hikaricp;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A PostgreSQL server with TLS, a user, and a certificate that it has signed itself. */
final class TlsServer implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "secret";

  private final EmbeddedPostgres postgres;
  private final Path certificate;

  private TlsServer(EmbeddedPostgres postgres, Path certificate) {
    this.postgres = postgres;
    this.certificate = certificate;
  }

  /** Starts a server which keeps its files in this directory. */
  static TlsServer start(Path directory) throws Exception {
    KeyStore store = newCertificate(directory.resolve("server.p12"));
    Key privateKey = store.getKey("server", PASSWORD.toCharArray());
    Path certificate = directory.resolve("server.crt");
    Path key = directory.resolve("server.key");
    write(certificate, "CERTIFICATE", store.getCertificate("server").getEncoded());
    write(key, "PRIVATE KEY", privateKey.getEncoded());
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", certificate.toString())
            .setServerConfig("ssl_key_file", key.toString())
            .start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role %s login password '%s'".formatted(USER, PASSWORD));
      statement.execute("create database %1$s owner %1$s".formatted(USER));
    }
    return new TlsServer(postgres, certificate);
  }

  /** The URL without parameters. */
  String url() {
    return "jdbc:tls:postgresql://localhost:%d/%s".formatted(postgres.getPort(), USER);
  }

  /** What clients have to trust. */
  String root() {
    return certificate.toString();
  }

  /** The processes of the server that the user is connected to. */
  Set<Integer> sessions() throws Exception {
    Set<Integer> sessions = new HashSet<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pid from pg_stat_activity where usename = '%s'".formatted(USER))) {
      while (row.next()) {
        sessions.add(row.getInt(1));
      }
    }
    return sessions;
  }

  /** Appends the certificate of a second server, as while certificates are being replaced. */
  static void appendAnotherRoot(Path roots) throws Exception {
    KeyStore store = newCertificate(roots.resolveSibling("another.p12"));
    Path another = roots.resolveSibling("another.crt");
    write(another, "CERTIFICATE", store.getCertificate("server").getEncoded());
    Files.writeString(roots, Files.readString(another), StandardOpenOption.APPEND);
  }

  private static KeyStore newCertificate(Path file) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "server", "-keystore", file.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost"));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** Writes a PEM file for its owner only: PostgreSQL insists on that for the key. */
  private static void write(Path file, String label, byte[] content) throws Exception {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, lines));
  }

  @Override
  public void close() throws Exception {
    postgres.close();
  }
}
