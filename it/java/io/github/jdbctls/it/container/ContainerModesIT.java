package io.github.jdbctls.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.pki.TestCertificate;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the modes against a server in a container. */
@ExtendWith(ContainerCondition.class)
class ContainerModesIT {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final String OTHER_HOST = "elsewhere.example";

  /** Which root file the client has. */
  enum Root {
    NONE,
    RIGHT,
    WRONG
  }

  /** One connect; the server demands TLS and has the one name or the other. */
  record Cell(SslMode mode, Root root, boolean rightName) {
    /** What must become of it; empty for a connection over TLS. */
    Optional<TlsFailure> refusal() {
      if (mode == SslMode.VERIFY_CA && root == Root.NONE) {
        return Optional.of(TlsFailure.ROOT_MISSING);
      }
      boolean verifies = mode == SslMode.VERIFY_FULL || root != Root.NONE;
      if (verifies && root != Root.RIGHT) {
        return Optional.of(TlsFailure.UNTRUSTED_CHAIN);
      }
      return mode == SslMode.VERIFY_FULL && !rightName
          ? Optional.of(TlsFailure.WRONG_NAME)
          : Optional.empty();
    }
  }

  @TempDir private static Path folder;
  private static PostgresContainer server;

  @BeforeAll
  static void start() throws Exception {
    AUTHORITY.writeChain(folder.resolve("RIGHT"));
    TestCertificate.authority("ca").selfSigned().writeChain(folder.resolve("WRONG"));
    server =
        PostgresContainer.start(
            PostgresContainer.certificate().issuedBy(AUTHORITY),
            AUTHORITY,
            "hostssl all all all scram-sha-256");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<Cell> cells() {
    return Arrays.stream(SslMode.values())
        .filter(mode -> mode != SslMode.DISABLE)
        .flatMap(
            mode ->
                Arrays.stream(Root.values())
                    .flatMap(
                        root ->
                            Stream.of(new Cell(mode, root, true), new Cell(mode, root, false))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void endsAsTheModeSays(Cell cell) throws Exception {
    Optional<TlsFailure> expected = cell.refusal();
    try (Connection connection = connect(cell)) {
      assertThat(expected).as("the connect should have been refused").isEmpty();
      assertThat(TlsInfo.of(connection)).isPresent();
      assertThat(encryptedForServer(connection)).isTrue();
    } catch (TlsException e) {
      assertThat(expected).as(e.getMessage()).contains(e.failure());
    }
  }

  private static Connection connect(Cell cell) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("sslmode", cell.mode().parameterValue());
    properties.setProperty("hostaddr", InetAddress.getByName(server.host()).getHostAddress());
    if (cell.root() != Root.NONE) {
      properties.setProperty("sslrootcert", folder.resolve(cell.root().name()).toString());
    }
    String host = cell.rightName() ? server.host() : OTHER_HOST;
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://%s:%d/%s".formatted(host, server.port(), server.database()),
        properties);
  }

  private static boolean encryptedForServer(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      return row.next() && row.getBoolean(1);
    }
  }
}
