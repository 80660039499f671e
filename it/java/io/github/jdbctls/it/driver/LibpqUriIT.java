package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.USER;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.postgres.Libpq;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole libpq URIs behind {@code jdbc:tls:}; the oracle is libpq 18 itself. */
class LibpqUriIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;
  private static Libpq libpq;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
    postgres.server().createUser("us+er@x", "p+ass%w:rd");
    postgres.server().createDatabase("a+b");
    libpq = Libpq.find(Files.createDirectory(folder.resolve("home")));
  }

  private static String written(String uri) {
    return uri.replace("LOGIN", USER + ":" + PASSWORD)
        .replace("PORT", Integer.toString(postgres.server().port()))
        .replace("ROOT", "sslmode=verify-full&sslrootcert=" + postgres.rootFile());
  }

  private static Optional<String> refusal(String uri) {
    try {
      DriverManager.getConnection("jdbc:tls:" + uri).close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT",
        "postgres://LOGIN@localhost:PORT/postgres?ROOT&channel_binding=require",
        "postgresql://us%2Ber%40x:p+ass%25w%3Ard@localhost:PORT/a+b?ROOT",
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT&options=-c%20geqo%3Doff",
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT&application_name=x&connect_timeout=5",
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT&keepalives=1&tcp_user_timeout=0",
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT&target_session_attrs=read-write",
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT&target_session_attrs=primary",
        "postgresql://LOGIN@localhost:PORT,localhost:PORT/postgres?ROOT&load_balance_hosts=random",
        "postgresql://LOGIN@localhost:PORT/postgres?ROOT&max_protocol_version=latest",
        "postgresql://LOGIN@db.example.invalid:PORT/postgres?ROOT&hostaddr=127.0.0.1",
        "postgresql://LOGIN@db.example.invalid:PORT,localhost:PORT/postgres?ROOT"
            + "&hostaddr=127.0.0.1,",
        "postgresql://LOGIN@:PORT/postgres?hostaddr=127.0.0.1&sslmode=require",
        "postgresql://LOGIN@:PORT/postgres?hostaddr=127.0.0.1&sslmode=disable",
        "postgresql://LOGIN@:PORT/postgres?hostaddr=127.0.0.1,127.0.0.1&sslmode=require",
      })
  void connectAsWithLibpq(String uri) throws Exception {
    assertThat(libpq.refusal(written(uri))).isEmpty();
    assertThat(refusal(written(uri))).isEmpty();
  }

  /** Two servers take the connection and say nothing; the limit is for each. */
  @ParameterizedTest
  @ValueSource(strings = {"postgres", "direct"})
  void passOverMuteHostsAsLibpqDoes(String negotiation) throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String hosts = "localhost:%1$d,localhost:%1$d,localhost:PORT".formatted(mute.getLocalPort());
      String uri =
          written(
              "postgresql://LOGIN@"
                  + hosts
                  + "/postgres?ROOT&connect_timeout=2&sslnegotiation="
                  + negotiation);

      long start = System.nanoTime();
      assertThat(libpq.refusal(uri)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("each mute host has had its time")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
      assertThat(refusal(uri)).isEmpty();
    }
  }

  /** Cases 109, 222 and 223, and others that libpq refuses before or after it dials. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOGIN@localhost:PORT/postgres?ROOT&channel_binding=invalid_value | JTLS-103 channel_binding",
        "LOGIN@localhost:PORT/postgres?ROOT&require_auth=invalid | JTLS-103 require_auth",
        "LOGIN@localhost:PORT/postgres?ROOT&require_auth=!md5,none | JTLS-103 require_auth",
        "LOGIN@localhost:PORT/postgres?ssl=1 | JTLS-104 ssl",
        "LOGIN@:PORT/postgres?ROOT&hostaddr=127.0.0.1 | JTLS-103 hostaddr",
        "LOGIN@localhost:PORT/postgres?ROOT&hostaddr=127.0.0.1,127.0.0.1 | JTLS-103 hostaddr",
        "LOGIN@localhost:PORT/postgres?ROOT&hostaddr=nowhere.invalid | JTLS-103 hostaddr",
        "LOGIN@localhost:PORT/postgres?ROOT&connect_timeout=soon | JTLS-103 connect_timeout",
        "LOGIN@localhost:PORT/postgres?ROOT&target_session_attrs=read-only | server",
        "LOGIN@localhost:PORT/postgres?ROOT&target_session_attrs=standby | target_session_attrs",
        "LOGIN@localhost:PORT/postgres?ROOT&target_session_attrs=master | target_session_attrs",
        "LOGIN@localhost:PORT/postgres?ROOT&load_balance_hosts=true | load_balance_hosts",
        "LOGIN@localhost:PORT/postgres?ROOT&scram_client_key=a2V5 | scram_client_key",
        "%2Ftmp:PORT/postgres?ROOT | JTLS-106 socket",
        "LOGIN%00@localhost:PORT/postgres?ROOT | JTLS-106 null",
      })
  void areRefusedAsByLibpq(String place, String words) throws Exception {
    String uri = written("postgresql://" + place);

    assertThat(libpq.refusal(uri)).isPresent();
    assertThat(refusal(uri).orElse("a connection").split("[ ,.:;\"=()]+", -1))
        .contains(words.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "application_name=x+y, application_name, x+y",
    "fallback_application_name=f, application_name, f",
    "fallback_application_name=f&application_name=a, application_name, a",
    "options=-c%20geqo%3Doff, geqo, off",
    "client_encoding=utf8, client_encoding, UTF8",
  })
  void reachTheServer(String parameter, String setting, String expected) throws Exception {
    String uri = written("postgresql://LOGIN@localhost:PORT/postgres?ROOT&" + parameter);

    try (Connection connection = DriverManager.getConnection("jdbc:tls:" + uri)) {
      assertThat(ask(connection, "SHOW " + setting)).isEqualTo(expected);
    }
  }
}
