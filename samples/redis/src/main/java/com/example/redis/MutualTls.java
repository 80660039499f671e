package com.example.redis;

import io.github.jdbctls.TlsDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Connections to a Redis that lets nobody in without a certificate. */
public final class MutualTls {
  private MutualTls() {}

  /**
   * Returns the connections to one database.
   *
   * <p>By the data source and not by {@code DriverManager}: Redis's driver, once it is registered
   * there, prints each URL that is offered to it and is not its own to the standard output, with
   * all that stands in it. It prints each command too, whichever way it was connected: what must
   * not stand in a log does not belong into one.
   *
   * @param url such as {@code jdbc:tls:redis://cache.example.com:6380/0}
   * @param folder has {@code ca.crt}, {@code app.crt} and {@code app.key}, all PEM
   */
  public static DataSource dataSource(String url, Path folder, String user, String password) {
    TlsDataSource source = new TlsDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    source.setSslrootcert(folder.resolve("ca.crt").toString());
    source.setSslcert(folder.resolve("app.crt").toString());
    source.setSslkey(folder.resolve("app.key").toString());
    return source;
  }
}
