package com.example.hikaricp;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbctls.TlsDataSource;

/** The three ways to tell HikariCP how to connect, and one that follows rotating files. */
final class Pools {
  private Pools() {}

  /** The URL alone: the driver is found by it. */
  static HikariDataSource byUrl(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    return new HikariDataSource(config);
  }

  /** With the driver's class, for frameworks which want to be told. */
  static HikariDataSource byDriverClass(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setDriverClassName("io.github.jdbctls.TlsDriver");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    return new HikariDataSource(config);
  }

  /** By the data source: parameters may stand in the URL or be properties of their own. */
  static HikariDataSource byDataSourceClass(String url, String root, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setDataSourceClassName("io.github.jdbctls.TlsDataSource");
    config.addDataSourceProperty("url", url);
    config.addDataSourceProperty("sslrootcert", root);
    config.setUsername(user);
    config.setPassword(password);
    return new HikariDataSource(config);
  }

  /** By a data source that tells the pool when its files have changed. */
  static HikariDataSource thatFollowsItsFiles(String url, String user, String password) {
    TlsDataSource dataSource = new TlsDataSource();
    dataSource.setUrl(url);
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    config.setUsername(user);
    config.setPassword(password);
    HikariDataSource pool = new HikariDataSource(config);
    // New connections use changed files by themselves; this replaces those that stand.
    dataSource.addReloadListener(reload -> pool.getHikariPoolMXBean().softEvictConnections());
    return pool;
  }
}
