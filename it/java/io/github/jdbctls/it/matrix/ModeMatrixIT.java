package io.github.jdbctls.it.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.matrix.Outcome.Encrypted;
import io.github.jdbctls.it.matrix.Outcome.Plain;
import io.github.jdbctls.it.matrix.Outcome.Proven;
import io.github.jdbctls.it.matrix.Outcome.Refused;
import io.github.jdbctls.it.matrix.Outcome.RefusedByServer;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/**
 * Six modes against seven kinds of server, with three root files and three client certificates:
 * each outcome as the {@link Oracle} says, and as the server itself has seen it.
 */
class ModeMatrixIT {
  private static final String USER = "matrix-user";
  private static final String PASSWORD = "matrix-password";
  private static final ServerKind FIRST = ServerKind.GOOD_NAME;

  @TempDir private static Path folder;
  @AutoClose private static PostgresServer server;
  private static MatrixFiles files;
  private static ServerKind running = FIRST;

  @BeforeAll
  static void start() throws IOException, SQLException {
    LibpqDefaults.assertAbsent();
    files = new MatrixFiles(folder);
    server = PostgresServer.start(files.settings(FIRST));
    server.createUser(USER, PASSWORD);
  }

  static Stream<Cell> cells() {
    return Cell.all();
  }

  @Test
  void hasACellForEveryCombination() {
    assertThat(Cell.all()).hasSize(6 * 7 * 3 * 3).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void endsAsTheOracleSays(Cell cell) throws Exception {
    if (cell.server() != running) {
      server.reconfigure(files.settings(cell.server()));
      running = cell.server();
    }
    Outcome expected = Oracle.expected(cell);
    long before = server.log().position();

    try (Connection connection = connect(cell)) {
      assertThat(outcome(connection)).as("%s", cell).isEqualTo(expected);
      assertServerSees(connection, expected);
    } catch (SQLException e) {
      assertThat(outcome(e)).as("%s%n%s", cell, Throwables.getStackTrace(e)).isEqualTo(expected);
      assertServerHasRefused(cell, expected, server.log().since(before));
    }
  }

  private static Connection connect(Cell cell) throws SQLException {
    Properties properties = files.parameters(cell);
    properties.setProperty("user", USER);
    properties.setProperty("password", PASSWORD);
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://" + MatrixFiles.HOST + ":" + server.port() + "/postgres",
        properties);
  }

  private static Outcome outcome(Connection connection) throws SQLException {
    Optional<TlsInfo> info = TlsInfo.of(connection);
    if (info.isEmpty()) {
      return new Plain();
    }
    info.get().trustAnchor().ifPresent(a -> assertThat(a).isEqualTo(files.rightRoot()));
    info.get().verifiedName().ifPresent(n -> assertThat(n).isEqualTo(MatrixFiles.HOST));
    return new Encrypted(proven(info.get()), info.get().clientCertificate().isPresent());
  }

  private static Proven proven(TlsInfo info) {
    if (info.trustAnchor().isEmpty()) {
      assertThat(info.verifiedName()).as("a name is worth nothing without a chain").isEmpty();
      return Proven.NOTHING;
    }
    return info.verifiedName().isPresent() ? Proven.CHAIN_AND_NAME : Proven.CHAIN;
  }

  private static Outcome outcome(SQLException failure) {
    if (failure instanceof TlsException ours) {
      return new Refused(ours.failure());
    }
    if (failure instanceof TlsTransientException ours) {
      return new Refused(ours.failure());
    }
    assertThat(failure.getClass()).as("the driver's own").isEqualTo(PSQLException.class);
    return new RefusedByServer(failure.getSQLState().substring(0, 2));
  }

  private static void assertServerSees(Connection connection, Outcome outcome) throws SQLException {
    BackendTls seen = server.tlsOf(connection).orElseThrow();
    if (outcome instanceof Encrypted encrypted) {
      assertThat(seen.encrypted()).isTrue();
      assertThat(seen.clientSubject())
          .isEqualTo(encrypted.withClientCertificate() ? MatrixFiles.CLIENT_SUBJECT : null);
    } else {
      assertThat(seen).isEqualTo(new BackendTls(false, null, null, null));
    }
  }

  private static void assertServerHasRefused(Cell cell, Outcome outcome, String log) {
    assertThat(log).doesNotContain("connection authorized: user=" + USER);
    if (outcome.equals(new Refused(TlsFailure.ROOT_MISSING))) {
      assertThat(log).as("nothing was dialled").doesNotContain("connection received");
    }
    if (outcome instanceof Refused && cell.mode() != SslMode.ALLOW) {
      assertThat(log).as("the server has not even been told the user").doesNotContain(USER);
    }
  }
}
