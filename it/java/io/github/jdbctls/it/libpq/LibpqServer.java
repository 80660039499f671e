package io.github.jdbctls.it.libpq;

import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.ServerLog;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The PostgreSQL of all cases, set up for each. Used by one thread. */
final class LibpqServer implements AutoCloseable {
  private static final List<String> USERS =
      List.of(
          "ssltestuser",
          "anotheruser",
          "yetanotheruser",
          "testuser",
          "ssluser",
          "nossluser",
          "certuser");
  private static final List<String> DATABASES =
      List.of("trustdb", "verifydb", "certdb", "certdb_dn", "certdb_dn_re", "certdb_cn");

  private final LibpqPki pki;
  private final LibpqFiles files;
  private final PostgresServer postgres;
  private ServerSetup running;

  private LibpqServer(LibpqPki pki, LibpqFiles files, ServerSetup first)
      throws IOException, SQLException {
    this.pki = pki;
    this.files = files;
    this.running = first;
    this.postgres = PostgresServer.start(settings(first));
  }

  /** Starts it, with the users and databases of the table. */
  static LibpqServer start(LibpqPki pki, LibpqFiles files) throws IOException, SQLException {
    LibpqServer server =
        new LibpqServer(pki, files, ServerSetup.presenting("server-cn-only").withoutFront());
    for (String user : USERS) {
      server.postgres.createUser(user, Client.PASSWORD);
    }
    server.postgres.execute("SET password_encryption = 'md5'");
    server.postgres.createUser("md5testuser", Client.PASSWORD);
    for (String database : DATABASES) {
      server.postgres.createDatabase(database);
    }
    return server;
  }

  /** Sets it up, if it is not set up so already. */
  void become(ServerSetup setup) throws IOException, SQLException {
    ServerSetup wanted = setup.withoutFront();
    if (!wanted.equals(running)) {
      postgres.reconfigure(settings(wanted));
      running = wanted;
    }
  }

  int port() {
    return postgres.port();
  }

  ServerLog log() {
    return postgres.log();
  }

  private PostgresSettings settings(ServerSetup setup) throws IOException {
    PostgresSettings settings =
        setup
            .certificate()
            .map(pki::serverNamed)
            .map(c -> PostgresSettings.tls(setup.sendsIssuers() ? c : alone(c)))
            .orElseGet(PostgresSettings::withoutTls)
            .access(setup.access().toArray(String[]::new))
            .file("pg_ident.conf", Access.MAPS)
            .parameter("trace_connection_negotiation", "on");
    if (setup.clientRoots().isPresent()) {
      settings =
          settings
              .file("roots.crt", files.read(setup.clientRoots().get()))
              .parameter("ssl_ca_file", "roots.crt");
    }
    return switch (setup.clientLists()) {
      case NONE -> settings;
      case FILE ->
          settings
              .file("lists.crl", files.read("root+client.crl"))
              .parameter("ssl_crl_file", "lists.crl");
      case DIRECTORY -> {
        for (RevocationList list : files.clientLists()) {
          settings = settings.file("lists/" + list.hashedName(), list.pem());
        }
        yield settings.parameter("ssl_crl_dir", "lists");
      }
    };
  }

  private static TestCertificate alone(TestCertificate certificate) {
    return new TestCertificate(certificate.certificate(), certificate.keyPair(), null);
  }

  @Override
  public void close() throws IOException, SQLException {
    postgres.close();
  }
}
