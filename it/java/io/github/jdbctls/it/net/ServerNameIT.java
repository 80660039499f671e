package io.github.jdbctls.it.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The host of the URL as the wire has it: the ClientHello is the one place where it is readable.
 */
class ServerNameIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @AutoClose private ScriptedProxy wire;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  @BeforeEach
  void listen() throws IOException {
    wire = ScriptedProxy.before(postgres.server().port(), ProxyScript.passThrough());
  }

  private Recording connect(String host) throws SQLException {
    DriverManager.getConnection(
            "jdbc:tls:postgresql://"
                + host
                + ":"
                + wire.port()
                + "/postgres?hostaddr=127.0.0.1&sslmode=require",
            VerifiedPostgres.USER,
            VerifiedPostgres.PASSWORD)
        .close();
    wire.awaitClientsGone(1);
    return wire.fromClient();
  }

  /** In the ClientHello the length stands before the name, and the next extension behind it. */
  @ParameterizedTest
  @CsvSource({
    "db_1, '\0\4db_1\0'",
    "db, '\0\2db\0'",
    "db.example, '\0\12db.example\0'",
    "db.example., '\0\12db.example\0'"
  })
  void isSentWithoutATrailingDot(String host, String onTheWire) throws Exception {
    assertThat(connect(host).contains(onTheWire)).isTrue();
  }

  @Test
  void isNotSentForAnAddress() throws Exception {
    assertThat(connect("127.0.0.1").contains("127.0.0.1")).isFalse();
  }
}
