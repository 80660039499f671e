package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.USER;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** Logins, which are the driver's: how they get their credentials, and how they fail. */
class AuthenticationIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private static void assertDriversOwn(ThrowingCallable connect, String state) {
    assertThatThrownBy(connect)
        .isExactlyInstanceOf(PSQLException.class)
        .extracting(e -> ((PSQLException) e).getSQLState())
        .isEqualTo(state);
  }

  @Test
  void takesUserAndPasswordFromTheAuthorityOfTheUrl() throws Exception {
    postgres.server().createUser("o'brien@home", "p@ss:w/rd+%");
    String hosts = "o%27brien%40home:p%40ss%3Aw%2Frd+%25@" + postgres.host();

    try (Connection connection = DriverManager.getConnection(postgres.url(hosts))) {
      assertThat(ask(connection, "SELECT current_user")).isEqualTo("o'brien@home");
    }
  }

  @Test
  void takesUserAndPasswordFromTheQueryOfTheUrl() throws Exception {
    String url = postgres.url(postgres.host(), "user=" + USER, "password=" + PASSWORD);

    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(ask(connection, "SELECT current_user")).isEqualTo(USER);
      assertThat(connection.getMetaData().getURL()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void failsWithTheDriversOwnExceptionForAWrongPassword() {
    String url = postgres.url(postgres.host());

    assertDriversOwn(() -> DriverManager.getConnection(url, USER, "wrong"), "28P01");
  }

  @Test
  void failsWithTheDriversOwnExceptionForADatabaseThatDoesNotExist() {
    String url = postgres.url(postgres.host()).replace("/postgres?", "/nowhere?");

    assertDriversOwn(() -> DriverManager.getConnection(url, USER, PASSWORD), "3D000");
  }

  @Test
  void failsWithTheDriversOwnExceptionForTooManyConnections() throws Exception {
    postgres.server().createUser("crowd", PASSWORD);
    postgres.server().execute("ALTER USER crowd CONNECTION LIMIT 1");
    String url = postgres.url(postgres.host());

    try (Connection first = DriverManager.getConnection(url, "crowd", PASSWORD)) {
      assertThat(first.isValid(5)).isTrue();
      assertDriversOwn(() -> DriverManager.getConnection(url, "crowd", PASSWORD), "53300");
    }
  }

  @Test
  void bindsThePasswordExchangeToTheTlsChannel() throws Exception {
    try (Connection connection =
        postgres.connect("channelBinding=require", "requireAuth=scram-sha-256")) {
      assertThat(ask(connection, "SELECT current_user")).isEqualTo(USER);
    }
  }

  @Test
  void refusesAPasswordExchangeThatIsNotBoundWhereBindingIsRequired() throws Exception {
    PostgresSettings settings = PostgresSettings.tls(postgres.certificate());
    postgres.server().reconfigure(settings.access("hostssl all all all password"));
    try {
      postgres.connect().close();

      assertThatThrownBy(() -> postgres.connect("channelBinding=require"))
          .isExactlyInstanceOf(PSQLException.class)
          .hasMessageContaining("Channel binding is required");
    } finally {
      postgres.server().reconfigure(settings);
    }
  }

  /** pgjdbc itself would ignore these spellings. */
  @ParameterizedTest
  @ValueSource(
      strings = {"channel_binding=require", "channelbinding=require", "requireauth=scram-sha-256"})
  void enforcesADemandInWhateverSpelling(String parameter) throws Exception {
    PostgresSettings settings = PostgresSettings.tls(postgres.certificate());
    postgres.server().reconfigure(settings.access("hostssl all all all password"));
    try {
      assertThatThrownBy(() -> postgres.connect(parameter))
          .isExactlyInstanceOf(PSQLException.class);
    } finally {
      postgres.server().reconfigure(settings);
    }
    postgres.connect(parameter).close();
  }
}
