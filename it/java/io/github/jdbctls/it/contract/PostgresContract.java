package io.github.jdbctls.it.contract;

import io.github.jdbctls.it.contract.Cell.Account;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL, whose accounts demand certificates by {@code pg_hba.conf}. */
final class PostgresContract implements ContractServer {
  private final PostgresServer server;
  private final ContractFiles files;

  private PostgresContract(PostgresServer server, ContractFiles files) {
    this.server = server;
    this.files = files;
  }

  static PostgresContract start(ContractFiles files) throws IOException, SQLException {
    PostgresServer server = PostgresServer.start(settings(files, Identity.GOOD));
    for (Account account : Account.values()) {
      server.createUser(account.user(), Account.PASSWORD);
    }
    return new PostgresContract(server, files);
  }

  private static PostgresSettings settings(ContractFiles files, Identity identity) {
    String open = "host all " + Account.BY_PASSWORD.user() + " all scram-sha-256";
    String demanding =
        "hostssl all "
            + Account.BY_PASSWORD_AND_CERTIFICATE.user()
            + " all scram-sha-256 clientcert=verify-ca";
    return files
        .certificate(identity)
        .map(
            certificate ->
                PostgresSettings.tls(certificate)
                    .clientAuthority(files.clientAuthority())
                    .access(open, demanding))
        // A line for TLS is an error here; without one there is no way in.
        .orElseGet(() -> PostgresSettings.withoutTls().access(open));
  }

  @Override
  public void become(Identity identity, Account account) throws IOException, SQLException {
    server.reconfigure(settings(files, identity));
  }

  @Override
  public String url() {
    return "jdbc:tls:postgresql://" + ContractFiles.HOST + ":" + server.port() + "/postgres";
  }

  @Override
  public Seen seen(Connection connection) throws SQLException {
    BackendTls tls = server.tlsOf(connection).orElseThrow();
    return new Seen(tls.encrypted(), tls.version(), tls.cipher());
  }

  @Override
  public void close() throws IOException, SQLException {
    server.close();
  }
}
