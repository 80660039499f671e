package io.github.jdbctls.it.contract;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.it.contract.Cell.Account;
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.it.server.RedisSettings.ClientCertificates;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Redis, whose ports demand certificates by {@code tls-auth-clients}, for all accounts alike. */
final class RedisContract implements ContractServer {
  private static final String IMPATIENT = "300";
  private static final String PATIENT = "20000";

  private final RedisServer server;
  private final ContractFiles files;

  private RedisContract(RedisServer server, ContractFiles files) {
    this.server = server;
    this.files = files;
  }

  static RedisContract start(ContractFiles files) throws IOException {
    RedisServer server = RedisServer.start(settings(files, Identity.GOOD, Account.BY_PASSWORD));
    for (Account account : Account.values()) {
      server.createUser(account.user(), Account.PASSWORD);
    }
    return new RedisContract(server, files);
  }

  private static RedisSettings settings(ContractFiles files, Identity identity, Account account) {
    ClientCertificates asked =
        account == Account.BY_PASSWORD ? ClientCertificates.OPTIONAL : ClientCertificates.YES;
    return files
        .certificate(identity)
        .map(
            certificate ->
                RedisSettings.tls(certificate).clientCertificates(asked, files.clientAuthority()))
        .orElseGet(RedisSettings::withoutTls);
  }

  @Override
  public void become(Identity identity, Account account) throws IOException {
    server.restart(settings(files, identity, account));
  }

  @Override
  public String url() {
    return "jdbc:tls:redis://" + ContractFiles.HOST + ":" + server.port() + "/0";
  }

  /** Without TLS the port does not answer, and only the time-out ends that. */
  @Override
  public Map<String, String> driverProperties(Cell cell) {
    boolean waitsInVain = !cell.server().hasTls() && cell.mode() != SslMode.DISABLE;
    return Map.of("timeout", waitsInVain ? IMPATIENT : PATIENT);
  }

  /** The server tells at which of its ports the client has come in, and what that port speaks. */
  @Override
  public Seen seen(Connection connection) throws SQLException, IOException {
    String client = server.execute("CLIENT", "LIST", "ID", id(connection));
    String port = client.replaceFirst("(?s).* laddr=\\S*:(\\d+) .*", "$1");
    if (setting("tls-port").equals(port)) {
      return new Seen(true, null, null);
    }
    if (setting("port").equals(port)) {
      return Seen.PLAIN;
    }
    throw new IllegalStateException(client);
  }

  private static String id(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("CLIENT ID")) {
      row.next();
      return row.getString(1);
    }
  }

  private String setting(String name) throws IOException {
    return server.execute("CONFIG", "GET", name).lines().skip(1).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    server.close();
  }
}
