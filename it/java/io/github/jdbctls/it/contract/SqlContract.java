package io.github.jdbctls.it.contract;

import static java.util.Objects.requireNonNull;

import io.github.jdbctls.it.contract.Cell.Account;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.SqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** MySQL and MariaDB, whose accounts demand certificates by {@code REQUIRE X509}. */
final class SqlContract implements ContractServer {
  private final SqlServer server;
  private final ContractFiles files;

  private SqlContract(SqlServer server, ContractFiles files) {
    this.server = server;
    this.files = files;
  }

  /** Creates the accounts on a server that has been started. */
  static SqlContract of(ContractFiles files, SqlServer server) throws IOException {
    server.createUser(Account.BY_PASSWORD.user(), Account.PASSWORD);
    server.createUser(Account.BY_PASSWORD_AND_CERTIFICATE.user(), Account.PASSWORD, "X509");
    return new SqlContract(server, files);
  }

  static MysqlSettings settings(ContractFiles files, Identity identity) {
    return files
        .certificate(identity)
        .map(certificate -> MysqlSettings.tls(certificate).clientAuthority(files.clientAuthority()))
        .orElseGet(MysqlSettings::withoutTls);
  }

  @Override
  public void become(Identity identity, Account account) throws IOException {
    server.restart(settings(files, identity));
  }

  @Override
  public String url() {
    String subprotocol = server instanceof MysqlServer ? "mysql" : "mariadb";
    return "jdbc:tls:"
        + subprotocol
        + "://"
        + ContractFiles.HOST
        + ":"
        + server.port()
        + "/"
        + SqlServer.DATABASE;
  }

  /** Without TLS, MySQL's way to log in needs the server's key, which the driver does not fetch. */
  @Override
  public Map<String, String> driverProperties(Cell cell) {
    return cell.database() == Database.MYSQL ? Map.of("allowPublicKeyRetrieval", "true") : Map.of();
  }

  @Override
  public Seen seen(Connection connection) throws SQLException {
    Map<String, String> status = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')")) {
      while (rows.next()) {
        status.put(rows.getString(1), rows.getString(2));
      }
    }
    String cipher = requireNonNull(status.get("Ssl_cipher"));
    String version = requireNonNull(status.get("Ssl_version"));
    return cipher.isEmpty() ? Seen.PLAIN : new Seen(true, version, cipher);
  }

  @Override
  public void close() {
    server.close();
  }
}
