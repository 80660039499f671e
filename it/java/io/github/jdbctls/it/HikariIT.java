package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsInfo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;

/** HikariCP over the prefixed URL. */
class HikariIT {
  @TempDir private static Path folder;
  private static TlsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = TlsServer.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private static HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setUsername(TlsServer.USER);
    config.setPassword(TlsServer.PASSWORD);
    config.setMaximumPoolSize(2);
    return config;
  }

  private static HikariConfig byUrl(String url) {
    HikariConfig config = config();
    config.setJdbcUrl(url);
    return config;
  }

  /** What a pool hands out is the driver's own connection behind a proxy, and proven. */
  private static void assertServes(HikariConfig config) throws SQLException {
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection();
        Connection second = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
      assertThat(connection).isNotInstanceOf(PGConnection.class);
      assertThat(connection.unwrap(PGConnection.class)).isExactlyInstanceOf(PgConnection.class);
      assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
      assertThat(TlsInfo.of(second).orElseThrow().verifiedName()).contains("localhost");
      assertThat(connection.getMetaData().getURL())
          .isEqualTo(server.bareUrl().replace("jdbc:tls:", "jdbc:"));
    }
  }

  @Test
  void poolsByUrl() throws Exception {
    assertServes(byUrl(server.url()));
  }

  @Test
  void poolsByUrlAndClassOfTheDriver() throws Exception {
    HikariConfig config = byUrl(server.url());
    config.setDriverClassName(TlsDriver.class.getName());

    assertServes(config);
  }

  @Test
  void poolsByUrlWithParametersAsProperties() throws Exception {
    HikariConfig config = byUrl(server.bareUrl());
    config.addDataSourceProperty("sslrootcert", server.rootFile().toString());
    config.addDataSourceProperty("sslmode", "verify-full");

    assertServes(config);
  }

  @Test
  void poolsByClassOfTheDataSource() throws Exception {
    HikariConfig config = config();
    config.setDataSourceClassName(TlsDataSource.class.getName());
    config.addDataSourceProperty("url", server.bareUrl());
    config.addDataSourceProperty("sslmode", "verify-full");
    config.addDataSourceProperty("sslrootcert", server.rootFile().toString());

    assertServes(config);
  }

  @Test
  void poolsByClassOfTheDataSourceWithTheLoginAsProperties() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(2);
    config.setDataSourceClassName(TlsDataSource.class.getName());
    config.addDataSourceProperty("url", server.url());
    config.addDataSourceProperty("user", TlsServer.USER);
    config.addDataSourceProperty("password", TlsServer.PASSWORD);

    assertServes(config);
  }

  @Test
  void poolsByAReadyDataSource() throws Exception {
    TlsDataSource dataSource = new TlsDataSource();
    dataSource.setUrl(server.url());
    HikariConfig config = config();
    config.setDataSource(dataSource);

    assertServes(config);
  }

  @Test
  void tellsOfAMisspeltParameterAtTheStart() {
    assertThatThrownBy(() -> new HikariDataSource(byUrl(server.url() + "&sslmod=require")))
        .isInstanceOf(PoolInitializationException.class)
        .hasMessage(
            "Failed to initialize pool: JTLS-101: \"sslmod\" in the URL is no parameter; the"
                + " nearest is sslmode. Correct its name, or remove it.")
        .hasCauseInstanceOf(TlsException.class);
  }

  @Test
  void tellsOfAMisspeltPropertyOfTheDataSourceAtTheStart() {
    HikariConfig config = config();
    config.setDataSourceClassName(TlsDataSource.class.getName());
    config.addDataSourceProperty("url", server.url());
    config.addDataSourceProperty("sslmod", "verify-full");

    assertThatThrownBy(() -> new HikariDataSource(config)).hasMessageContaining("sslmod");
  }

  @Test
  void tellsOfAWrongPasswordAtTheStartInTheDriversOwnWords() {
    HikariConfig config = byUrl(server.url());
    config.setPassword("wrong");

    assertThatThrownBy(() -> new HikariDataSource(config))
        .isInstanceOf(PoolInitializationException.class)
        .hasMessageContaining("password authentication failed for user \"app\"")
        .cause()
        .isInstanceOfSatisfying(
            SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("28P01"));
  }
}
