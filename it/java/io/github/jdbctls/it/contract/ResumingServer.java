package io.github.jdbctls.it.contract;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.net.Recording;
import io.github.jdbctls.it.net.RecordingRelay;
import io.github.jdbctls.it.net.ResumedHandshake;
import io.github.jdbctls.it.net.TlsRecord;
import io.github.jdbctls.it.server.DatabaseServer;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.it.server.RedisSettings.ClientCertificates;
import io.github.jdbctls.it.server.SqlServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A database's server that speaks one version of TLS and resumes sessions, as PostgreSQL's never
 * does, behind a relay that tells which. Who logs in needs a client certificate where that can be
 * demanded of an account; else it is asked for.
 */
final class ResumingServer implements AutoCloseable {
  static final String USER = "app";
  static final String PASSWORD = "secret";

  private final Database database;
  private final DatabaseServer server;
  private final RecordingRelay relay;

  private ResumingServer(Database database, DatabaseServer server) throws IOException {
    this.database = database;
    this.server = server;
    this.relay = RecordingRelay.before(server.port());
  }

  static ResumingServer start(
      Database database, TlsVersion version, TestCertificate certificate, TestCertificate clients)
      throws IOException {
    MysqlSettings sql = MysqlSettings.tls(certificate).clientAuthority(clients).versions(version);
    RedisSettings redis =
        RedisSettings.tls(certificate)
            .clientCertificates(ClientCertificates.OPTIONAL, clients)
            .versions(version);
    return new ResumingServer(
        database,
        switch (database) {
          case MYSQL -> withUser(MysqlServer.start(sql));
          case MARIADB_10 -> withUser(MariadbServer.start(Release.MARIADB_10, sql));
          case MARIADB_11 -> withUser(MariadbServer.start(Release.MARIADB_11, sql));
          case REDIS -> withUser(RedisServer.start(redis));
          case POSTGRESQL -> throw new IllegalArgumentException("it resumes nothing");
        });
  }

  private static DatabaseServer withUser(SqlServer server) throws IOException {
    server.createUser(USER, PASSWORD, "X509");
    return server;
  }

  private static DatabaseServer withUser(RedisServer server) throws IOException {
    server.createUser(USER, PASSWORD);
    return server;
  }

  /** Returns what to connect to, by this name. */
  String url(String host) {
    String subprotocol =
        switch (database) {
          case MYSQL -> "mysql";
          case REDIS -> "redis";
          default -> "mariadb";
        };
    return "jdbc:tls:" + subprotocol + "://" + host + ":" + relay.port() + "/";
  }

  /** Whether the last client has continued an earlier session, on the wire. */
  boolean hasResumed() {
    List<Recording> answers = relay.answers();
    byte[] said = answers.get(answers.size() - 1).bytes();
    int greeting = database.beginsWithTls() ? 0 : 4 + (said[0] & 0xff) + ((said[1] & 0xff) << 8);
    return ResumedHandshake.in(TlsRecord.in(Arrays.copyOfRange(said, greeting, said.length)));
  }

  @Override
  public void close() throws IOException {
    relay.close();
    server.close();
  }
}
