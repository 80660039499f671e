package io.github.jdbctls.it.postgres;

import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL that proves to be {@code localhost}, {@code db.example.invalid}, {@code 127.0.0.1}
 * and {@code ::1}, and the way to it through {@code jdbc:tls:}, with {@code verify-full}.
 */
public final class VerifiedPostgres implements AutoCloseable {
  /** The user of all connections that name no other. */
  public static final String USER = "app";

  /** The user's password. */
  public static final String PASSWORD = "app-password";

  /** A name of the server that no name service knows. */
  public static final String HIDDEN_NAME = "db.example.invalid";

  private final TestCertificate root = TestCertificate.authority("root").selfSigned();
  private final TestCertificate certificate =
      TestCertificate.leaf("server")
          .dnsName("localhost")
          .dnsName(HIDDEN_NAME)
          .ipAddress("127.0.0.1")
          .ipAddress("::1")
          .issuedBy(root);
  private final Path rootFile;
  private final PostgresServer server;

  private VerifiedPostgres(Path folder) throws IOException, SQLException {
    LibpqDefaults.assertAbsent();
    this.rootFile = root.writeChain(folder.resolve("root.crt"));
    this.server = PostgresServer.start(PostgresSettings.tls(certificate));
    server.createUser(USER, PASSWORD);
  }

  /** Starts a server, and writes its root into the folder. */
  public static VerifiedPostgres start(Path folder) throws IOException, SQLException {
    return new VerifiedPostgres(folder);
  }

  /** Returns the server itself. */
  public PostgresServer server() {
    return server;
  }

  /** Returns the certificate that the server presents. */
  public TestCertificate certificate() {
    return certificate;
  }

  /** Returns the root that the root file holds. */
  public TestCertificate root() {
    return root;
  }

  /** Returns the file that {@code sslrootcert} is to name. */
  public Path rootFile() {
    return rootFile;
  }

  /** Returns {@code localhost} with the server's port, as a URL has it. */
  public String host() {
    return "localhost:" + server.port();
  }

  /** Returns the URL for these hosts, with the root file and further parameters. */
  public String url(String hosts, String... parameters) {
    List<String> all =
        Stream.concat(Stream.of("sslrootcert=" + rootFile), Stream.of(parameters)).toList();
    return "jdbc:tls:postgresql://" + hosts + "/postgres?" + String.join("&", all);
  }

  /** Connects to these hosts. */
  public Connection connectTo(String hosts, String... parameters) throws SQLException {
    return DriverManager.getConnection(url(hosts, parameters), USER, PASSWORD);
  }

  /** Connects to the server. */
  public Connection connect(String... parameters) throws SQLException {
    return connectTo(host(), parameters);
  }

  /** Returns the first column of the first row. */
  public static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    server.close();
  }
}
