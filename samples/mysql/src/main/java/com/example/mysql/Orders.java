package com.example.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Orders in MySQL, over a pool of connections. */
public final class Orders implements AutoCloseable {
  private final HikariDataSource pool;

  /** Only the URL is another one than without jdbc-tls: the driver is found by it. */
  public Orders(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    pool = new HikariDataSource(config);
  }

  public void createTable() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(100))");
    }
  }

  public void add(String item) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO orders (item) VALUES (?)")) {
      statement.setString(1, item);
      statement.executeUpdate();
    }
  }

  public List<String> items() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT item FROM orders ORDER BY id")) {
      List<String> items = new ArrayList<>();
      while (rows.next()) {
        items.add(rows.getString(1));
      }
      return items;
    }
  }

  DataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
