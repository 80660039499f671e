package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.DirectTlsScript;
import io.github.jdbctls.it.net.GreetingScript;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.it.server.SqlServer;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.wire.OnlyGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that agreed to one group for the key exchange, and agrees to another one from then on.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangedServerIT {
  private static final String USER = "app";
  private static final String PASSWORD = "secret";

  /** The first JDK where all groups are offered at any time. */
  private static final int FIRST_FAST = 20;

  private static final TestCertificate AUTHORITY =
      TestCertificate.authority("ca").algorithm(KeyAlgorithm.RSA_2048).selfSigned();

  /** The server shows it too, so that PostgreSQL's login can be bound to it. */
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost")
          .algorithm(KeyAlgorithm.RSA_2048)
          .dnsName("localhost")
          .issuedBy(AUTHORITY);

  @TempDir private static Path files;
  private static Path roots;

  private enum Database {
    POSTGRESQL,
    MYSQL,
    MARIADB,
    REDIS
  }

  /** What changes. */
  private enum Change {
    GROUP,
    VERSION;

    /** What the server is told before a handshake. */
    void restrict(SSLSocket server, boolean isAfter) {
      if (this == VERSION) {
        server.setEnabledProtocols(new String[] {isAfter ? "TLSv1.3" : "TLSv1.2"});
      } else if (isAfter) {
        OnlyGroups.restrict(server, Set.of("secp384r1"));
      }
    }

    /** Whether the server was offered alone what it does not agree to any longer. */
    boolean leadsToAnotherDial() {
      return this == GROUP && Runtime.version().feature() < FIRST_FAST;
    }
  }

  /** A server of a database, and how it is closed. */
  private record Server(int port, Closing closing) implements AutoCloseable {
    private interface Closing {
      void close() throws IOException, SQLException;
    }

    static Server start(Database database) throws IOException, SQLException {
      switch (database) {
        case POSTGRESQL -> {
          PostgresServer server = PostgresServer.start(PostgresSettings.tls(CERTIFICATE));
          server.createUser(USER, PASSWORD);
          return new Server(server.port(), server::close);
        }
        case REDIS -> {
          RedisServer server = RedisServer.start(RedisSettings.tls(CERTIFICATE));
          server.createUser(USER, PASSWORD);
          return new Server(server.port(), server::close);
        }
        default -> {
          SqlServer server =
              database == Database.MYSQL
                  ? MysqlServer.start(MysqlSettings.tls(CERTIFICATE))
                  : MariadbServer.start(Release.MARIADB_11, MysqlSettings.tls(CERTIFICATE));
          server.createUser(USER, PASSWORD);
          return new Server(server.port(), server::close);
        }
      }
    }

    @Override
    public void close() throws IOException, SQLException {
      closing.close();
    }
  }

  @BeforeAll
  static void write() throws IOException {
    roots = AUTHORITY.writeChain(files.resolve("ca.pem"));
  }

  private static ScriptedProxy proxy(Database database, Server server, Consumer<SSLSocket> manners)
      throws IOException {
    return switch (database) {
      case POSTGRESQL ->
          ScriptedProxy.before(server.port(), ProxyScript.manInTheMiddle(CERTIFICATE, manners));
      case REDIS ->
          ScriptedProxy.playingAtOnce(
              server.port(), DirectTlsScript.manInTheMiddle(CERTIFICATE, manners));
      default ->
          ScriptedProxy.playingAtOnce(
              server.port(), GreetingScript.manInTheMiddle(CERTIFICATE, manners));
    };
  }

  private static String connect(Database database, int port, String mode) throws SQLException {
    String url =
        switch (database) {
          case POSTGRESQL -> "postgresql://localhost:" + port + "/postgres";
          case MYSQL -> "mysql://localhost:" + port + "/test";
          case MARIADB -> "mariadb://localhost:" + port + "/test";
          case REDIS -> "redis://localhost:" + port + "/0";
        };
    Properties info = new Properties();
    info.setProperty("user", USER);
    info.setProperty("password", PASSWORD);
    info.setProperty("sslmode", mode);
    info.setProperty("sslrootcert", roots.toString());
    try (Connection connection = DriverManager.getConnection("jdbc:tls:" + url, info)) {
      TlsInfo tls = TlsInfo.of(connection).orElseThrow();
      assertThat(tls.trustAnchor()).hasValue(AUTHORITY.certificate());
      return tls.protocol();
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(Database.values())
        .flatMap(
            database ->
                Stream.of("prefer", "verify-full")
                    .filter(mode -> database != Database.REDIS || !mode.equals("prefer"))
                    .flatMap(
                        mode ->
                            Stream.of(Change.values())
                                .map(change -> Arguments.of(database, mode, change))));
  }

  /** The proxy's connections are those of the wire. */
  @ParameterizedTest
  @MethodSource("changes")
  void isConnectedToOverTlsAsBefore(Database database, String mode, Change change)
      throws Exception {
    AtomicBoolean isAfter = new AtomicBoolean();
    try (Server server = Server.start(database);
        ScriptedProxy proxy = proxy(database, server, tls -> change.restrict(tls, isAfter.get()))) {
      String before = connect(database, proxy.port(), mode);
      assertThat(before).isEqualTo(change == Change.VERSION ? "TLSv1.2" : "TLSv1.3");
      connect(database, proxy.port(), mode);
      assertThat(proxy.connections()).isEqualTo(2);

      isAfter.set(true);
      assertThat(connect(database, proxy.port(), mode)).isEqualTo("TLSv1.3");
      int again = change.leadsToAnotherDial() ? 1 : 0;
      assertThat(proxy.connections()).isEqualTo(3 + again);

      assertThat(connect(database, proxy.port(), mode)).isEqualTo("TLSv1.3");
      assertThat(proxy.connections()).isEqualTo(4 + again);
    }
  }
}
