package io.github.jdbctls.it.contract;

import static java.util.Objects.requireNonNull;

import io.github.jdbctls.it.contract.Cell.Account;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.SqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
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
    SqlContract contract = new SqlContract(server, files);
    contract.logInOnce();
    return contract;
  }

  /**
   * MySQL remembers who has proven a password since its start, and takes it from others over TLS
   * only; or encrypted with a key of its own, which jdbc-tls takes from nobody in plain text.
   */
  private void logInOnce() {
    if (server instanceof MysqlServer) {
      for (Account account : Account.values()) {
        try {
          DriverManager.getConnection(
                  "jdbc:mysql://127.0.0.1:"
                      + server.port()
                      + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                  account.user(),
                  Account.PASSWORD)
              .close();
        } catch (SQLException withoutCertificate) {
          // The password was proven before that.
        }
      }
    }
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
    logInOnce();
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
