package com.example.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Starts a PostgreSQL server and connects to it. */
public final class Quickstart {
  private Quickstart() {}

  public static void main(String[] arguments) throws Exception {
    run(System.out);
  }

  static void run(PrintStream out) throws Exception {
    DriverManager.drivers().forEach(driver -> out.println(driver.getClass().getName()));
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show server_version")) {
      row.next();
      out.println("PostgreSQL " + row.getString(1));
    }
  }
}
