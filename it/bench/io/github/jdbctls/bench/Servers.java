package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.it.server.RedisSettings.ClientCertificates;
import io.github.jdbctls.it.server.SqlServer;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.StatedKeyPair;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.opentest4j.IncompleteExecutionException;

/**
 * The servers, of each database one for TLS 1.3 and one for TLS 1.2. All demand a client
 * certificate, and prove to be {@code localhost}, by an intermediate authority. Not thread-safe.
 */
final class Servers implements AutoCloseable {
  /** How something that was started is ended. */
  @FunctionalInterface
  private interface Ending {
    void end() throws IOException, SQLException;
  }

  private static final List<TlsVersion> VERSIONS = List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);

  private final TestCertificate root = TestCertificate.authority("Example Root").selfSigned();
  private final TestCertificate authority =
      TestCertificate.authority("Example Authority").issuedBy(root);
  private final TestCertificate certificate =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(authority);
  private final World world;
  private final Map<Database, String> versions = new TreeMap<>();
  private final Deque<Ending> started = new ArrayDeque<>();

  private Servers(World world) {
    this.world = world;
  }

  /**
   * Starts what the rows need and is there, writes the client's files, and tells the world about
   * both.
   */
  static Servers start(World world, Set<Row> wanted) throws Exception {
    Servers servers = new Servers(world);
    try {
      Material.write(
          world.folder(),
          servers.root,
          TestCertificate.leaf(Material.USER)
              .keyPair(StatedKeyPair.of(KeyAlgorithm.EC_P256.newKeyPair()))
              .issuedBy(servers.authority));
      for (Database database : Database.values()) {
        servers.start(database, wanted);
      }
      if (wanted.stream().anyMatch(Row::far)) {
        FarServers far = FarServers.start(world);
        servers.started.push(far::close);
      }
    } catch (Exception e) {
      servers.close();
      throw e;
    }
    return servers;
  }

  private void start(Database database, Set<Row> wanted) throws Exception {
    for (TlsVersion version : VERSIONS) {
      if (wanted.stream().noneMatch(r -> r.database() == database && r.version() == version)) {
        continue;
      }
      try {
        int port =
            switch (database) {
              case POSTGRESQL -> postgresql(version);
              case MYSQL -> sql(database, MysqlServer.start(sqlSettings(version)));
              case MARIADB ->
                  sql(
                      database,
                      MariadbServer.start(MariadbServer.Release.MARIADB_10, sqlSettings(version)));
              case REDIS -> redis(version);
            };
        world.port(database, version, false, port);
      } catch (IncompleteExecutionException e) {
        world.absent(database, String.valueOf(e.getMessage()));
      }
    }
  }

  private int postgresql(TlsVersion version) throws Exception {
    PostgresServer server =
        PostgresServer.start(
            PostgresSettings.tls(certificate)
                .clientAuthority(root)
                .leastVersion(version)
                .parameter("ssl_max_protocol_version", version.protocol())
                .access("hostssl all " + Material.USER + " all cert"));
    started.push(server::close);
    server.execute("CREATE USER " + Material.USER);
    try (var superuser = server.connectAsSuperuser()) {
      versions.put(
          Database.POSTGRESQL,
          superuser.getMetaData().getDatabaseProductVersion().replaceFirst(" .*", ""));
    }
    return server.port();
  }

  private MysqlSettings sqlSettings(TlsVersion version) {
    return MysqlSettings.tls(certificate).clientAuthority(root).versions(version);
  }

  private int sql(Database database, SqlServer server) throws Exception {
    started.push(server::close);
    server.createUser(Material.USER, Material.PASSWORD, "X509");
    versions.put(database, String.valueOf(server.query("SELECT version()").get(0)));
    return server.port();
  }

  private int redis(TlsVersion version) throws Exception {
    RedisServer server =
        RedisServer.start(
            RedisSettings.tls(certificate)
                .clientCertificates(ClientCertificates.YES, root)
                .versions(version));
    started.push(server::close);
    server.createUser(Material.USER, Material.PASSWORD);
    versions.put(
        Database.REDIS,
        server
            .execute("INFO", "server")
            .lines()
            .filter(line -> line.startsWith("redis_version:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown"));
    return server.port();
  }

  /** What was started, with its version. */
  Map<Database, String> versions() {
    return Map.copyOf(versions);
  }

  @Override
  public void close() throws IOException, SQLException {
    while (!started.isEmpty()) {
      started.pop().end();
    }
  }
}
