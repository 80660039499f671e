package io.github.jdbctls.it.contract;

import io.github.jdbctls.it.contract.Cell.Account;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One server at a time, which is changed only where the next cell wants another one. */
final class Turns implements AutoCloseable {
  private @Nullable ContractServer server;
  private @Nullable Database database;
  private Identity identity = Identity.GOOD;
  private Account account = Account.BY_PASSWORD;

  ContractServer serverOf(Cell cell, ContractFiles files) throws Exception {
    ContractServer running = server;
    if (running == null || database != cell.database()) {
      close();
      running = cell.database().start(files);
      server = running;
      database = cell.database();
      identity = Identity.GOOD;
      account = Account.BY_PASSWORD;
    }
    Account wanted = cell.database().beginsWithTls() ? cell.account() : Account.BY_PASSWORD;
    if (identity != cell.server() || account != wanted) {
      running.become(cell.server(), wanted);
      identity = cell.server();
      account = wanted;
    }
    return running;
  }

  @Override
  public void close() throws IOException, SQLException {
    ContractServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }
}
