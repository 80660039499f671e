package com.example.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcConnection;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static TlsServer server;
  private static Orders orders;

  /** Once, but not before all: a test that is skipped here is reported, with the reason. */
  @BeforeEach
  void start() throws Exception {
    if (server == null) {
      server = TlsServer.start();
      orders = new Orders(server.url("localhost"), TlsServer.USER, TlsServer.PASSWORD);
      orders.createTable();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    try (TlsServer stopped = server;
        Orders closed = orders) {
      // Where the server is not on the machine, there is neither.
    }
  }

  @Test
  void keepsOrders() throws Exception {
    orders.add("certificate");
    orders.add("lunch");

    assertThat(orders.items()).containsExactly("certificate", "lunch");
  }

  @Test
  void worksOverVerifiedTlsAsTheServerSaysToo() throws Exception {
    try (Connection connection = orders.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
      TlsInfo tls = TlsInfo.of(connection).orElseThrow();

      assertThat(tls.verifiedName()).contains("localhost");
      assertThat(row.next()).isTrue();
      assertThat(row.getString(2)).isEqualTo(tls.cipherSuite());
    }
  }

  @Test
  void poolsTheDriversOwnConnections() throws Exception {
    try (Connection connection = orders.pool().getConnection()) {
      assertThat(connection.unwrap(JdbcConnection.class).getURL()).startsWith("jdbc:mysql:");
    }
  }

  @Test
  void doesNotStartWhereTheServerHasAnotherName() {
    String url = server.url("127.0.0.1");

    assertThatThrownBy(() -> new Orders(url, TlsServer.USER, TlsServer.PASSWORD))
        .isInstanceOf(PoolInitializationException.class)
        .hasMessageContaining("JTLS-404")
        .cause()
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.WRONG_NAME));
  }
}
