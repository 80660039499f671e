package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.wire.ClientHello;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

  private List<String> sent(String host, String negotiation, String... parameters)
      throws SQLException {
    DriverManager.getConnection(
            "jdbc:tls:postgresql://"
                + host
                + ":"
                + wire.port()
                + "/postgres?hostaddr=127.0.0.1&sslmode=require&sslnegotiation="
                + negotiation
                + String.join("", parameters),
            VerifiedPostgres.USER,
            VerifiedPostgres.PASSWORD)
        .close();
    wire.awaitClientsGone(1);
    byte[] bytes = wire.fromClient().bytes();
    int request = negotiation.equals("direct") ? 0 : StartupProtocol.sslRequest().length;
    return ClientHello.in(Arrays.copyOfRange(bytes, request, bytes.length)).serverNames();
  }

  @ParameterizedTest
  @CsvSource({
    "db_1, db_1, postgres",
    "db_1, db_1, direct",
    "db, db, postgres",
    "db, db, direct",
    "db.example, db.example, postgres",
    "db.example, db.example, direct",
    "db_1.example, db_1.example, postgres",
    "db.example., db.example, postgres",
    "db.example., db.example, direct",
    "DB.Example, DB.Example, postgres",
    "10.0.0.1.example, 10.0.0.1.example, postgres",
    "0x7f.1, 0x7f.1, postgres"
  })
  void isSentWithoutATrailingDot(String host, String name, String negotiation) throws Exception {
    assertThat(sent(host, negotiation)).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, postgres",
    "127.0.0.1, direct",
    "127.1, postgres",
    "127.1, direct",
    "2130706433, postgres",
    "127.0.0.1., postgres",
    "[::1], postgres",
    "[::1], direct",
    "[::ffff:127.0.0.1], postgres"
  })
  void isNotSentForAnAddress(String host, String negotiation) throws Exception {
    assertThat(sent(host, negotiation)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "db.example, postgres",
    "db.example, direct",
    "db, postgres",
    "db_1, direct",
    "127.0.0.1, direct"
  })
  void isNotSentWhereItIsNotWanted(String host, String negotiation) throws Exception {
    assertThat(sent(host, negotiation, "&sslsni=0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"postgres", "direct"})
  void isSentWhereItIsWanted(String negotiation) throws Exception {
    assertThat(sent("db.example", negotiation, "&sslsni=1")).containsExactly("db.example");
  }
}
