package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** The same small statement over connections that stand: the driver's own, and ours. */
final class Statements implements Contestant {
  static final String PREFIX = "statement-";

  private final Connection raw;
  private final Connection ours;
  private final String sql;
  private boolean oursFirst;

  private Statements(Connection raw, Connection ours, String sql) {
    this.raw = raw;
    this.ours = ours;
    this.sql = sql;
  }

  static Statements of(Contestants contestants) throws Exception {
    Connection raw = contestants.raw().open();
    Connection ours = contestants.ours().open();
    if (raw.getClass() != ours.getClass()) {
      throw new IllegalStateException(ours.getClass() + " is not the driver's own connection");
    }
    return new Statements(
        raw, ours, contestants.row().database() == Database.REDIS ? "PING" : "SELECT 1");
  }

  static String id(Database database) {
    return PREFIX + database.subprotocol();
  }

  /** How the connections of such a row are opened. */
  static Row row(String id) {
    Database database = Database.valueOf(id.substring(PREFIX.length()).toUpperCase(Locale.ROOT));
    return new Row(database, TlsVersion.TLS_1_3, false, database != Database.POSTGRESQL, false);
  }

  @Override
  public List<String> names() {
    return List.of(Names.RAW, Names.OURS);
  }

  @Override
  public Measured[] turn() throws Exception {
    oursFirst = !oursFirst;
    Measured first = execute(oursFirst ? ours : raw);
    Measured second = execute(oursFirst ? raw : ours);
    return oursFirst ? new Measured[] {second, first} : new Measured[] {first, second};
  }

  private Measured execute(Connection connection) throws Exception {
    Measured.Start start = Measured.start();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
    }
    return start.end();
  }

  @Override
  public void close() throws SQLException {
    raw.close();
    ours.close();
  }
}
