package com.example.redis;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Counts visits in Redis, by plain JDBC. */
public final class Visits {
  /** The driver has no prepared statements: a space would begin another argument. */
  private static final Pattern PAGE = Pattern.compile("[\\w/.-]+");

  private final DataSource source;

  public Visits(DataSource source) {
    this.source = source;
  }

  /** Counts one more visit of a page, and returns how many there have been. */
  public long count(String page) throws SQLException {
    if (!PAGE.matcher(page).matches()) {
      throw new IllegalArgumentException("no page: " + page);
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("INCR visits:" + page)) {
      row.next();
      return row.getLong(1);
    }
  }
}
