package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** The features of pgjdbc that have a way of their own to its socket. */
class DriverFeaturesIT {
  private static final int WAIT_MILLIS = 10_000;
  private static final int LARGE = 1_000_000;

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  @Test
  void copiesInAndOut() throws Exception {
    String rows = "1\tone\n2\ttwo\n".repeat(20_000);
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      statement.execute("CREATE TEMPORARY TABLE numbers (number int, word text)");

      assertThat(copy.copyIn("COPY numbers FROM STDIN", new StringReader(rows))).isEqualTo(40_000);

      StringWriter read = new StringWriter();
      assertThat(copy.copyOut("COPY numbers TO STDOUT", read)).isEqualTo(40_000);
      assertThat(read).hasToString(rows);
    }
  }

  @Test
  void listensToNotifications() throws Exception {
    try (Connection listener = postgres.connect();
        Connection speaker = postgres.connect();
        Statement listen = listener.createStatement();
        Statement speak = speaker.createStatement()) {
      listen.execute("LISTEN news");
      speak.execute("NOTIFY news, 'it rains'");

      PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);

      assertThat(heard)
          .singleElement()
          .satisfies(
              news -> {
                assertThat(news.getName()).isEqualTo("news");
                assertThat(news.getParameter()).isEqualTo("it rains");
              });
    }
  }

  @Test
  void findsNoNotificationInTimeAndGoesOn() throws Exception {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN silence");

      assertThat(connection.unwrap(PGConnection.class).getNotifications(50)).isNullOrEmpty();
      assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
    }
  }

  @Test
  void storesLargeObjects() throws Exception {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    try (Connection connection = postgres.connect()) {
      connection.setAutoCommit(false);
      LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      long id = objects.createLO();
      try (LargeObject object = objects.open(id, LargeObjectManager.WRITE)) {
        object.write(bytes);
      }

      try (LargeObject object = objects.open(id, LargeObjectManager.READ)) {
        assertThat(object.read(LARGE + 1)).isEqualTo(bytes);
      }
      objects.delete(id);
      connection.commit();
    }
  }
}
