package io.github.jdbctls.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.it.server.SqlServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library creates no thread, neither at a connect nor at a reload. A driver may: who creates
 * one is told by the nearest method on the stack that is not the platform's.
 */
class NoThreadIT {
  private static final String USER = "app";
  private static final String PASSWORD = "secret";

  @TempDir private Path folder;

  private final Material material = new Material();
  private final TestCertificate root = material.newRoot();
  private final TestCertificate server = material.newServer(root);

  @BeforeAll
  static void checkEnvironment() {
    LibpqDefaults.assertAbsent();
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(
        url + Material.parameters(folder, folder) + "&sslreloadgrace=0", USER, PASSWORD);
  }

  /** Reads, reads again, fails to, and recovers; with a client certificate if one is asked for. */
  private void assertNoThreadOfOurs(String url) throws Exception {
    Volume volume = Volume.of(folder, Material.trust(root));
    renameAll(volume, Material.identity(material.newClient()));
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    try (CreatedThreads created = CreatedThreads.watch()) {
      connect(url).close();
      renameAll(volume, Material.identity(material.newClient()));
      volume.rename(Material.ROOTS, Material.roots(List.of(root, material.newRoot())));
      try (Connection connection = connect(url)) {
        assertThat(TlsInfo.of(connection)).isPresent();
      }
      volume.rename(Material.ROOTS, "");
      assertThatThrownBy(() -> connect(url)).isInstanceOf(TlsException.class);
      volume.rename(Material.ROOTS, Material.roots(List.of(root)));
      connect(url).close();

      assertThat(created.ours()).as("created by us, of %s", created.creators()).isEmpty();
    }
    assertThat(Thread.getAllStackTraces())
        .as("threads that run our code")
        .noneSatisfy(
            (thread, stack) -> {
              assertThat(before).doesNotContain(thread);
              assertThat(Stream.of(stack)).anyMatch(f -> CreatedThreads.isOurs(f.getClassName()));
            });
  }

  private static void renameAll(Volume volume, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      volume.rename(file.getKey(), file.getValue());
    }
  }

  @Test
  void createsNoThreadWithPostgresql() throws Exception {
    PostgresSettings settings =
        PostgresSettings.tls(server).clientAuthority(material.clientAuthority());
    try (PostgresServer postgres = PostgresServer.start(settings)) {
      postgres.createUser(USER, PASSWORD);

      assertNoThreadOfOurs("jdbc:tls:postgresql://localhost:" + postgres.port() + "/postgres");
    }
  }

  @Test
  void createsNoThreadWithMariadb() throws Exception {
    try (SqlServer mariadb =
        MariadbServer.start(
            MariadbServer.Release.MARIADB_10,
            MysqlSettings.tls(server).clientAuthority(material.clientAuthority()))) {
      mariadb.createUser(USER, PASSWORD, "X509");

      assertNoThreadOfOurs("jdbc:tls:mariadb://localhost:" + mariadb.port() + "/test");
    }
  }

  @Test
  void createsNoThreadWithMysql() throws Exception {
    try (SqlServer mysql =
        MysqlServer.start(MysqlSettings.tls(server).clientAuthority(material.clientAuthority()))) {
      mysql.createUser(USER, PASSWORD, "X509");

      assertNoThreadOfOurs("jdbc:tls:mysql://localhost:" + mysql.port() + "/test");
    }
  }

  @Test
  void createsNoThreadWithRedis() throws Exception {
    try (RedisServer redis = RedisServer.start(RedisSettings.tls(server))) {
      redis.createUser(USER, PASSWORD);

      assertNoThreadOfOurs("jdbc:tls:redis://localhost:" + redis.port() + "/0");
    }
  }

  /** The watch itself: it sees a thread however short it lives, and whose it is. */
  @Test
  void seesAThreadThatEndsAtOnce() throws Exception {
    try (CreatedThreads created = CreatedThreads.watch()) {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();

      assertThat(created.creators())
          .singleElement()
          .satisfies(frame -> assertThat(frame.getClassName()).isEqualTo(getClass().getName()));
    }
  }
}
