package io.github.jdbctls.it.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jdbctls.TlsInfo;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/**
 * Uses the features of pgjdbc that have a way of their own to its socket, and prints a line for
 * each: {@code URL [key=value...]}.
 */
public final class FeaturesProgram {
  private static final int WAIT_MILLIS = 10_000;
  private static final int ROWS = 5_000;

  private FeaturesProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws IOException {
    Properties properties = ConnectProgram.properties(arguments);
    try (Connection connection = DriverManager.getConnection(arguments[0], properties);
        Connection speaker = DriverManager.getConnection(arguments[0], properties)) {
      System.out.println("VERSION " + connection.getMetaData().getDriverVersion());
      System.out.println("PORT " + ask(connection, "SHOW port"));
      System.out.println("TLS " + TlsInfo.of(connection).map(TlsInfo::toString).orElse("none"));
      System.out.println("COPY " + copy(connection));
      System.out.println("LISTEN " + listen(connection, speaker));
      System.out.println("LARGE OBJECT " + largeObject(connection));
    } catch (SQLException e) {
      ConnectProgram.report(e);
    }
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static long copy(Connection connection) throws SQLException, IOException {
    String rows = "1\tone\n".repeat(ROWS);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE numbers (number int, word text)");
    }
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    copy.copyIn("COPY numbers FROM STDIN", new StringReader(rows));
    StringWriter read = new StringWriter();
    long count = copy.copyOut("COPY numbers TO STDOUT", read);
    return read.toString().equals(rows) ? count : -1;
  }

  private static String listen(Connection listener, Connection speaker) throws SQLException {
    try (Statement listen = listener.createStatement();
        Statement speak = speaker.createStatement()) {
      listen.execute("LISTEN news");
      speak.execute("NOTIFY news, 'it rains'");
    }
    PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
    return heard == null || heard.length == 0 ? "nothing" : heard[0].getParameter();
  }

  private static String largeObject(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long id = objects.createLO();
    try (LargeObject object = objects.open(id, LargeObjectManager.WRITE)) {
      object.write("kept".getBytes(UTF_8));
    }
    try (LargeObject object = objects.open(id, LargeObjectManager.READ)) {
      return new String(object.read(100), UTF_8);
    } finally {
      connection.rollback();
    }
  }
}
