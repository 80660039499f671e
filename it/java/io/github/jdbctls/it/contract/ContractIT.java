package io.github.jdbctls.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.WaitingRows;
import io.github.jdbctls.it.matrix.Outcome;
import io.github.jdbctls.it.matrix.Outcome.Encrypted;
import io.github.jdbctls.it.matrix.Outcome.Plain;
import io.github.jdbctls.it.matrix.Outcome.Proven;
import io.github.jdbctls.it.matrix.Outcome.Refused;
import io.github.jdbctls.it.matrix.Outcome.RefusedByServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every database with six modes against five kinds of server, two accounts, two root files and
 * three client certificates: each outcome as the one {@link Oracle} says, and as the server itself
 * has seen it.
 */
class ContractIT {
  private static final Outcome TIMES_OUT = new Refused(TlsFailure.TIMEOUT);

  @TempDir private static Path folder;
  @AutoClose private static Turns turns = new Turns();
  @AutoClose private static @Nullable WaitingRows<Cell> waiting;
  private static ContractFiles files;

  @BeforeAll
  static void write() throws IOException {
    LibpqDefaults.assertAbsent();
    files = new ContractFiles(folder);
  }

  static Stream<Cell> cells() {
    return Cell.all();
  }

  @Test
  void hasACellForEveryCombination() {
    assertThat(Cell.all()).hasSize(5 * 6 * 5 * 2 * 2 * 3).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void endsAsTheOracleSays(Cell cell) throws Exception {
    ContractServer server = turns.serverOf(cell, files);
    if (Oracle.expected(cell).equals(TIMES_OUT)) {
      waiting(cell, server).result(cell);
    } else {
      assertEndsAsTheOracleSays(cell, server);
    }
  }

  /** With those that the same server is there for, and only its silence ends. */
  private static WaitingRows<Cell> waiting(Cell cell, ContractServer server) {
    WaitingRows<Cell> begun = waiting;
    if (begun == null || !begun.has(cell)) {
      begun =
          WaitingRows.of(
              () ->
                  Cell.all()
                      .filter(cell::hasServerOf)
                      .filter(other -> Oracle.expected(other).equals(TIMES_OUT)),
              row -> assertEndsAsTheOracleSays(row, server));
      waiting = begun;
    }
    return begun;
  }

  private static void assertEndsAsTheOracleSays(Cell cell, ContractServer server) throws Exception {
    Outcome expected = Oracle.expected(cell);

    try (Connection connection = connect(cell, server)) {
      Optional<TlsInfo> info = TlsInfo.of(connection);
      assertThat(outcome(info)).as("%s", cell).isEqualTo(expected);
      assertThat(server.seen(connection)).isEqualTo(told(cell, info));
    } catch (SQLException e) {
      assertThat(outcome(e)).as("%s%n%s", cell, Throwables.getStackTrace(e)).isEqualTo(expected);
    }
  }

  private static Connection connect(Cell cell, ContractServer server) throws SQLException {
    Properties properties = files.parameters(cell);
    properties.putAll(server.driverProperties(cell));
    properties.setProperty("user", cell.account().user());
    properties.setProperty("password", Cell.Account.PASSWORD);
    return DriverManager.getConnection(server.url(), properties);
  }

  private static Outcome outcome(Optional<TlsInfo> info) {
    return info.<Outcome>map(tls -> new Encrypted(proven(tls), tls.clientCertificate().isPresent()))
        .orElse(new Plain());
  }

  private static Proven proven(TlsInfo info) {
    info.trustAnchor().ifPresent(a -> assertThat(a).isEqualTo(files.rightRoot()));
    info.verifiedName().ifPresent(n -> assertThat(n).isEqualTo(ContractFiles.HOST));
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
    return new RefusedByServer(String.valueOf(failure.getSQLState()).substring(0, 2));
  }

  /** What the server must say, by what we say. */
  private static Seen told(Cell cell, Optional<TlsInfo> info) {
    if (info.isEmpty()) {
      return Seen.PLAIN;
    }
    return cell.database().tellsVersionAndCipher()
        ? new Seen(true, info.get().protocol(), Seen.cipher(info.get().cipherSuite()))
        : new Seen(true, null, null);
  }
}
