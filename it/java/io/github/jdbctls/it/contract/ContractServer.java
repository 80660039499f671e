package io.github.jdbctls.it.contract;

import io.github.jdbctls.it.contract.Cell.Account;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A database's one server, which becomes each of the cells' servers in turn. It begins as the one
 * in order, for accounts by password.
 */
interface ContractServer extends AutoCloseable {
  /** Changes what it shows, and where a port serves one kind of account only, whom it serves. */
  void become(Identity identity, Account account) throws Exception;

  /** Returns what to connect to, without any parameter. */
  String url();

  /** Returns what the driver needs to be told beside user, password and TLS. */
  default Map<String, String> driverProperties(Cell cell) {
    return Map.of();
  }

  /** Returns what the server itself says of a connection. */
  Seen seen(Connection connection) throws Exception;

  @Override
  void close() throws IOException, SQLException;
}
