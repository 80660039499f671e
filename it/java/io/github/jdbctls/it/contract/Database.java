package io.github.jdbctls.it.contract;

import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlServer;
import java.io.IOException;
import java.sql.SQLException;

/** The databases, with what is documented of one that the others do otherwise. */
enum Database {
  POSTGRESQL("PostgreSQL"),
  MYSQL("MySQL"),
  MARIADB_10("MariaDB 10.11"),
  MARIADB_11("MariaDB 11"),
  REDIS("Redis");

  private final String text;

  Database(String text) {
    this.text = text;
  }

  /**
   * Whether TLS begins with the first byte, or not at all. Then
   *
   * <ul>
   *   <li>there is nothing to fall back to: {@code allow} and {@code prefer} are errors;
   *   <li>a port has TLS or plain text, never both;
   *   <li>a port in plain text does not say that it has no TLS: it waits for the rest of what it
   *       takes for a command;
   *   <li>the handshake is over before the account is known: it is the port that demands a
   *       certificate, and the handshake that fails without one.
   * </ul>
   */
  boolean beginsWithTls() {
    return this == REDIS;
  }

  /** Whether the server can be asked with which version and cipher it speaks TLS. */
  boolean tellsVersionAndCipher() {
    return this != REDIS;
  }

  /** Starts its server; where it is not there the running test ends. */
  ContractServer start(ContractFiles files) throws IOException, SQLException {
    return switch (this) {
      case POSTGRESQL -> PostgresContract.start(files);
      case MYSQL ->
          SqlContract.of(files, MysqlServer.start(SqlContract.settings(files, Identity.GOOD)));
      case MARIADB_10 -> mariadb(Release.MARIADB_10, files);
      case MARIADB_11 -> mariadb(Release.MARIADB_11, files);
      case REDIS -> RedisContract.start(files);
    };
  }

  private static ContractServer mariadb(Release release, ContractFiles files) throws IOException {
    return SqlContract.of(
        files, MariadbServer.start(release, SqlContract.settings(files, Identity.GOOD)));
  }

  @Override
  public String toString() {
    return text;
  }
}
