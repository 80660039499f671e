package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.net.GreetingScript;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.SqlServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the drivers of MySQL and MariaDB send when they dial again by themselves, after a restart of
 * the server, on the wire: requests for TLS and TLS, and nothing to who is not the server.
 */
@Timeout(120)
class ReconnectIT {
  private static final String USER = "reconnecting-user";
  private static final String PASSWORD = "reconnecting-password";
  private static final String STATEMENT = "SELECT 'reconnecting_statement'";
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate CERTIFICATE = named("localhost");
  private static final TestCertificate OTHER_NAME = named("elsewhere");
  private static final TestCertificate OWN =
      TestCertificate.leaf("mallory").dnsName("localhost").selfSigned();
  private static final Map<Database, SqlServer> SERVERS = new EnumMap<>(Database.class);

  @TempDir private static Path files;

  private static TestCertificate named(String name) {
    return TestCertificate.leaf(name).dnsName(name).issuedBy(AUTHORITY);
  }

  /** Each with what makes its driver dial again, once and soon. */
  private enum Database {
    MYSQL("mysql://", "autoReconnect=true&maxReconnects=1&initialTimeout=1"),
    MARIADB("mariadb:sequential://", "retriesAllDown=2");

    private final String scheme;
    private final String parameters;

    Database(String scheme, String parameters) {
      this.scheme = scheme;
      this.parameters = parameters;
    }

    SqlServer server() throws IOException {
      SqlServer running = SERVERS.get(this);
      if (running == null) {
        MysqlSettings settings = MysqlSettings.tls(CERTIFICATE);
        running =
            this == MYSQL
                ? MysqlServer.start(settings)
                : MariadbServer.start(Release.MARIADB_11, settings);
        SERVERS.put(this, running);
        running.createUser(USER, PASSWORD);
      }
      return running;
    }

    Connection connect(ScriptedProxy proxy) throws SQLException {
      return ReconnectIT.connect(scheme + "localhost:" + proxy.port() + "/test?" + parameters);
    }
  }

  private static Connection connect(String url) throws SQLException {
    Properties info = new Properties();
    info.setProperty("user", USER);
    info.setProperty("password", PASSWORD);
    info.setProperty("sslrootcert", files.resolve("ca.pem").toString());
    return DriverManager.getConnection("jdbc:tls:" + url, info);
  }

  @BeforeAll
  static void write() throws IOException {
    AUTHORITY.writeChain(files.resolve("ca.pem"));
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(SqlServer::close);
    SERVERS.clear();
  }

  private static void run(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STATEMENT)) {
      assertThat(rows.next()).isTrue();
    }
  }

  private static void assertNothingReadable(ScriptedProxy proxy) {
    for (String text : new String[] {USER, PASSWORD, "reconnecting_statement"}) {
      assertThat(proxy.fromClient().contains(text)).as("%s in clear text", text).isFalse();
      assertThat(proxy.decrypted().contains(text)).as("%s to the attacker", text).isFalse();
    }
  }

  /** The first connection goes to the server, every later one meets somebody else. */
  private static ProxyScript thenAttackedBy(ProxyScript attack) {
    AtomicBoolean later = new AtomicBoolean();
    return connection ->
        (later.getAndSet(true) ? attack : GreetingScript.passThrough()).play(connection);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void isTlsFromTheRequestForItOn(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(server.port(), GreetingScript.passThrough());
        Connection connection = database.connect(proxy)) {
      run(connection);
      server.restart();

      assertThatThrownBy(() -> run(connection)).isInstanceOf(SQLException.class);
      run(connection);

      assertThat(proxy.connections()).as("the driver has dialled again").isGreaterThan(1);
      assertThat(ClientWords.requests(proxy.fromClient().bytes()))
          .as("requests for TLS, beside which there is nothing but TLS")
          .isEqualTo(proxy.connections());
      assertNothingReadable(proxy);
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
    }
  }

  /** Returns how many requests for TLS the driver has made in all. */
  private static int assertRefusesToDialAgain(Connection connection, ScriptedProxy proxy) {
    assertThatThrownBy(() -> run(connection)).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> run(connection)).isInstanceOf(SQLException.class);

    assertThat(proxy.connections()).as("the driver has dialled again").isGreaterThan(1);
    assertNothingReadable(proxy);
    return ClientWords.requests(proxy.fromClient().bytes());
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void saysNothingToWhoStripsTls(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(server.port(), thenAttackedBy(GreetingScript.stripTls()));
        Connection connection = database.connect(proxy)) {
      run(connection);
      server.restart();

      assertThat(assertRefusesToDialAgain(connection, proxy)).as("the first one's").isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void saysNothingToWhoShowsAnotherCertificate(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(
                server.port(), thenAttackedBy(GreetingScript.manInTheMiddle(OWN)));
        Connection connection = database.connect(proxy)) {
      run(connection);
      server.restart();

      assertThat(assertRefusesToDialAgain(connection, proxy)).isEqualTo(proxy.connections());
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void saysNothingToAServerThatHasLostItsName(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(server.port(), GreetingScript.passThrough());
        Connection connection = database.connect(proxy)) {
      run(connection);
      server.restart(MysqlSettings.tls(OTHER_NAME));

      assertThat(assertRefusesToDialAgain(connection, proxy)).isEqualTo(proxy.connections());
    } finally {
      server.restart(MysqlSettings.tls(CERTIFICATE));
    }
  }

  /**
   * The certificate is for the source's name, and the replica has another. Left to itself the
   * driver would ask it again for half a minute.
   */
  @Test
  void saysNothingToAReplicaOfAnotherName() throws Exception {
    SqlServer server = Database.MYSQL.server();
    try (ScriptedProxy source =
            ScriptedProxy.playingAtOnce(server.port(), GreetingScript.passThrough());
        ScriptedProxy replica =
            ScriptedProxy.playingAtOnce(server.port(), GreetingScript.passThrough())) {
      String url =
          "mysql:replication://localhost:"
              + source.port()
              + ",127.0.0.1:"
              + replica.port()
              + "/test?retriesAllDown=4";

      assertThat(Refusal.of(() -> connect(url)).failure()).isEqualTo(TlsFailure.WRONG_NAME);
      assertThat(ClientWords.requests(replica.fromClient().bytes()))
          .as("asked for TLS, and gone when it saw the certificate")
          .isEqualTo(replica.connections())
          .isPositive();
      assertNothingReadable(source);
      assertNothingReadable(replica);
    }
  }
}
