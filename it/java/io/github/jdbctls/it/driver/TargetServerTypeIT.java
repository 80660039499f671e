package io.github.jdbctls.it.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/**
 * The role that a host must have. A server whose transactions are read-only by default is a
 * secondary for pgjdbc.
 */
class TargetServerTypeIT {
  private enum Host {
    PRIMARY,
    SECONDARY,
    DOWN
  }

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres primary;
  @AutoClose private static PostgresServer secondary;
  private static int closedPort;

  @BeforeAll
  static void start() throws IOException, SQLException {
    primary = VerifiedPostgres.start(folder);
    secondary = PostgresServer.start(PostgresSettings.tls(primary.certificate()));
    secondary.createUser(VerifiedPostgres.USER, VerifiedPostgres.PASSWORD);
    secondary.execute("ALTER DATABASE postgres SET default_transaction_read_only = on");
    closedPort = ClosedPort.find();
  }

  private static int port(Host host) {
    return switch (host) {
      case PRIMARY -> primary.server().port();
      case SECONDARY -> secondary.port();
      case DOWN -> closedPort;
    };
  }

  private static Connection connect(String type, Host first, Host second) throws SQLException {
    return primary.connectTo(
        "localhost:" + port(first) + ",localhost:" + port(second), "targetServerType=" + type);
  }

  @ParameterizedTest(name = "{0} of {1}, {2}: {3}")
  @CsvSource({
    "any,             PRIMARY,   SECONDARY, PRIMARY",
    "any,             SECONDARY, PRIMARY,   SECONDARY",
    "any,             DOWN,      SECONDARY, SECONDARY",
    "primary,         PRIMARY,   SECONDARY, PRIMARY",
    "primary,         SECONDARY, PRIMARY,   PRIMARY",
    "primary,         DOWN,      PRIMARY,   PRIMARY",
    "master,          SECONDARY, PRIMARY,   PRIMARY",
    "secondary,       PRIMARY,   SECONDARY, SECONDARY",
    "secondary,       SECONDARY, PRIMARY,   SECONDARY",
    "slave,           PRIMARY,   SECONDARY, SECONDARY",
    "preferPrimary,   SECONDARY, PRIMARY,   PRIMARY",
    "preferPrimary,   SECONDARY, DOWN,      SECONDARY",
    "preferSecondary, PRIMARY,   SECONDARY, SECONDARY",
    "preferSecondary, PRIMARY,   DOWN,      PRIMARY",
    "preferSlave,     DOWN,      PRIMARY,   PRIMARY",
  })
  void findsTheHostOfTheRole(String type, Host first, Host second, Host expected) throws Exception {
    try (Connection connection = connect(type, first, second)) {
      assertThat(VerifiedPostgres.ask(connection, "SHOW port"))
          .isEqualTo(String.valueOf(port(expected)));
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(info -> assertThat(info.verifiedName()).contains("localhost"));
    }
  }

  @ParameterizedTest(name = "{0} of {1}, {2}")
  @CsvSource({
    "primary,   SECONDARY, SECONDARY",
    "primary,   DOWN,      SECONDARY",
    "secondary, PRIMARY,   PRIMARY",
  })
  void failsWithTheDriversOwnExceptionWhereNoHostHasTheRole(String type, Host first, Host second) {
    assertThatThrownBy(() -> connect(type, first, second))
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
  }

  @Test
  void refusesARoleThatTheDriverDoesNotKnow() {
    assertThatThrownBy(() -> connect("leader", Host.PRIMARY, Host.SECONDARY))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.INVALID_VALUE));
  }
}
