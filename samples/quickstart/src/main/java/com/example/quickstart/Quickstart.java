package com.example.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsPolicy;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Connects to a PostgreSQL server of its own in each mode, whatever certificate it shows. */
public final class Quickstart {
  private static final String USER = "app";
  private static final String PASSWORD = "secret";

  private final PrintStream out;
  private final boolean colour;

  Quickstart(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  public static void main(String[] arguments) throws Exception {
    new Quickstart(System.out, Terminal.wantsColour()).run();
  }

  void run() throws Exception {
    // The libpq variables of whoever runs this would change what it shows.
    TlsPolicy.install(TlsPolicy.unrestricted().withoutEnvironment());
    Path directory = Files.createTempDirectory("quickstart");
    try (Server server = new Server(directory)) {
      Authority authority = new Authority("quickstart CA");
      Path root = authority.writeRoot(directory.resolve("ca.pem"));
      server.createUser(USER, PASSWORD);
      server.turnTlsOn(authority.issue("localhost"));
      out.printf(
          "PostgreSQL %s with TLS, port %d%n%n", server.show("server_version"), server.port());

      String url = "jdbc:tls:postgresql://localhost:%d/postgres".formatted(server.port());
      String verified = url + "?sslrootcert=" + root;
      useInPool(verified);

      List<List<Outcome>> outcomes = new ArrayList<>();
      outcomes.add(tryEachMode(url, root));

      server.turnTlsOn(authority.issue("other.example.com"));
      outcomes.add(tryEachMode(url, root));
      String refusal = refusal(verified);

      server.turnTlsOn(new Authority("unknown CA").issue("localhost"));
      outcomes.add(tryEachMode(url, root));

      server.turnTlsOn(authority.issueExpired("localhost"));
      outcomes.add(tryEachMode(url, root));

      server.turnTlsOff();
      outcomes.add(tryEachMode(url, root));

      out.println(table(outcomes));
      out.println();
      out.println("The refusal of the server with another name in full:");
      out.println("  " + refusal);
    } finally {
      delete(directory);
    }
  }

  /** All that changes for an application is the URL. */
  private void useInPool(String url) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(USER);
    config.setPassword(PASSWORD);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 'Hello, ' || current_user")) {
      row.next();
      out.println(url);
      out.println("  query:   " + row.getString(1));
      out.println("  driver:  " + connection.unwrap(PGConnection.class).getClass().getName());
      out.println("  TlsInfo: " + TlsInfo.of(connection).orElseThrow());
      out.println();
    }
  }

  /**
   * Returns one outcome for each mode, in their order. Only the modes that cannot do without are
   * given the CA, because that is how the others are mostly used; with it, they verify it too.
   */
  private static List<Outcome> tryEachMode(String url, Path root) throws SQLException {
    List<Outcome> outcomes = new ArrayList<>();
    for (SslMode mode : SslMode.values()) {
      String parameters = "?sslmode=" + mode.parameterValue();
      if (mode.requiresVerifiedChain()) {
        parameters += "&sslrootcert=" + root;
      }
      outcomes.add(Outcome.of(url + parameters, USER, PASSWORD));
    }
    return outcomes;
  }

  private Table table(List<List<Outcome>> columns) {
    Table table =
        new Table(List.of("good server", "other name", "unknown CA", "expired", "no TLS"), colour);
    for (SslMode mode : SslMode.values()) {
      table.add(
          mode.parameterValue(),
          columns.stream().map(column -> column.get(mode.ordinal())).toList());
    }
    return table;
  }

  private static String refusal(String url) {
    try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
      throw new IllegalStateException("connected as " + TlsInfo.of(connection));
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  private static void delete(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
