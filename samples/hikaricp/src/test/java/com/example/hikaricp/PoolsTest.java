package com.example.hikaricp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

class PoolsTest {
  private static TlsServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = TlsServer.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void findsTheDriverByTheUrl() throws Exception {
    try (HikariDataSource pool = Pools.byUrl(urlWithRoot(), TlsServer.USER, TlsServer.PASSWORD)) {
      assertVerified(pool);
    }
  }

  @Test
  void takesTheDriversClass() throws Exception {
    try (HikariDataSource pool =
        Pools.byDriverClass(urlWithRoot(), TlsServer.USER, TlsServer.PASSWORD)) {
      assertVerified(pool);
    }
  }

  @Test
  void takesTheDataSourcesClass() throws Exception {
    try (HikariDataSource pool =
        Pools.byDataSourceClass(server.url(), server.root(), TlsServer.USER, TlsServer.PASSWORD)) {
      assertVerified(pool);
    }
  }

  @Test
  void doesNotStartWhereTheServerHasAnotherName() {
    String url = urlWithRoot().replace("localhost", "127.0.0.1");

    assertThatThrownBy(() -> Pools.byUrl(url, TlsServer.USER, TlsServer.PASSWORD))
        .isInstanceOf(PoolInitializationException.class)
        .hasMessageContaining("JTLS-404")
        .cause()
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.WRONG_NAME));
  }

  @Test
  void replacesItsConnectionsWhenTheRootsHaveChanged(@TempDir Path directory) throws Exception {
    Path roots = Files.copy(Path.of(server.root()), directory.resolve("roots.crt"));
    String url = server.url() + "?sslrootcert=" + roots;
    try (HikariDataSource pool =
        Pools.thatFollowsItsFiles(url, TlsServer.USER, TlsServer.PASSWORD)) {
      Set<Integer> before = server.sessions();
      TlsServer.appendAnotherRoot(roots);

      // The files are looked at when the pool opens its next connection.
      try (Connection connection = pool.getConnection()) {
        pool.evictConnection(connection);
      }

      for (int i = 0; i < 600 && !Collections.disjoint(before, server.sessions()); i++) {
        Thread.sleep(50);
      }
      assertThat(server.sessions()).doesNotContainAnyElementsOf(before);
      assertVerified(pool);
    }
  }

  private static String urlWithRoot() {
    return server.url() + "?sslrootcert=" + server.root();
  }

  private static void assertVerified(HikariDataSource pool) throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_user, ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo(TlsServer.USER);
      assertThat(row.getBoolean(2)).isTrue();
      assertThat(connection.unwrap(PGConnection.class)).isNotNull();
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(tls -> assertThat(tls.verifiedName()).contains("localhost"));
    }
  }
}
