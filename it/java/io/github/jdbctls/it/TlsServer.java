package io.github.jdbctls.it;

import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A server that proves to be {@code localhost}, with the user {@value #USER}: what most tests need.
 *
 * @param rootFile the root to trust
 * @param settings with which the server has started
 */
public record TlsServer(PostgresServer server, Path rootFile, PostgresSettings settings)
    implements AutoCloseable {
  /** A user who may log in over TLS only. */
  public static final String USER = "app";

  /** The user's password. */
  public static final String PASSWORD = "secret";

  /** Starts a server, and writes its root into the folder. */
  public static TlsServer start(Path folder) throws IOException, SQLException {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    PostgresSettings settings =
        PostgresSettings.tls(TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(root))
            .access("hostssl all " + USER + " all scram-sha-256");
    PostgresServer server = PostgresServer.start(settings);
    server.createUser(USER, PASSWORD);
    return new TlsServer(server, root.writeChain(folder.resolve("root.crt")), settings);
  }

  /** The URL without parameters. */
  public String bareUrl() {
    return "jdbc:tls:postgresql://localhost:" + server.port() + "/postgres";
  }

  /** The URL that trusts the root. */
  public String url() {
    return bareUrl() + "?sslrootcert=" + rootFile;
  }

  /** User and password. */
  public Properties login() {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", PASSWORD);
    return login;
  }

  @Override
  public void close() throws IOException, SQLException {
    server.close();
  }
}
