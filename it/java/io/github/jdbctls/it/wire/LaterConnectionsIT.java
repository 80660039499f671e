package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.TlsInfo;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the drivers of MySQL and MariaDB dial once their connection stands, on the wire: cancels,
 * time-outs, failover and reconnects are TLS from the request for it on, and a second connection
 * gets no less than the first.
 */
@Timeout(120)
class LaterConnectionsIT {
  private static final String USER = "wire-user";
  private static final String PASSWORD = "wire-password";
  private static final String SLEEP = "SELECT SLEEP(30) AS wire_statement";
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
  private static final TestCertificate OWN =
      TestCertificate.leaf("mallory").dnsName("localhost").selfSigned();
  private static final Map<Database, SqlServer> SERVERS = new EnumMap<>(Database.class);

  @TempDir private static Path files;

  private enum Database {
    MYSQL("mysql:", "mysql:"),
    MARIADB("mariadb:", "mariadb:sequential:");

    private final String single;
    private final String several;

    Database(String single, String several) {
      this.single = single;
      this.several = several;
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

    private Connection connect(String hosts, String parameters) throws SQLException {
      Properties info = new Properties();
      info.setProperty("user", USER);
      info.setProperty("password", PASSWORD);
      info.setProperty("sslrootcert", files.resolve("ca.pem").toString());
      return DriverManager.getConnection(
          "jdbc:tls:"
              + (hosts.contains(",") ? several : single)
              + "//"
              + hosts
              + "/test"
              + parameters,
          info);
    }

    Connection connect(ScriptedProxy proxy) throws SQLException {
      return connect("localhost:" + proxy.port(), "");
    }
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

  private static void assertNothingReadable(ScriptedProxy proxy) {
    for (String text : new String[] {USER, PASSWORD, "wire_statement", "KILL"}) {
      assertThat(proxy.fromClient().contains(text)).as("%s in clear text", text).isFalse();
      assertThat(proxy.decrypted().contains(text)).as("%s to the attacker", text).isFalse();
    }
  }

  /** Runs a statement in another thread, and waits until the server works on it. */
  private static CompletableFuture<Throwable> sleeping(SqlServer server, Statement statement)
      throws Exception {
    CompletableFuture<Throwable> ended =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> slept(statement)));
    while (!ended.isDone()
        && server
            .query(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE"
                    + " '%wire\\\\_statement%' AND user = '"
                    + USER
                    + "'")
            .equals(List.of("0"))) {
      Thread.onSpinWait();
    }
    return ended;
  }

  /** MariaDB's answer to a query that was killed while it slept is a row. */
  private static void slept(Statement statement) throws SQLException {
    try (var rows = statement.executeQuery(SLEEP)) {
      rows.next();
      if (rows.getInt(1) == 1) {
        throw new SQLException("interrupted");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void cancelsOverTls(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(server.port(), GreetingScript.passThrough());
        Connection connection = database.connect(proxy);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Throwable> ended = sleeping(server, statement);

      statement.cancel();

      assertThat(ended.get()).isInstanceOf(SQLException.class);
      assertThat(proxy.connections()).as("one for the cancel").isEqualTo(2);
      assertNothingReadable(proxy);
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void endsAStatementAtItsTimeoutOverTls(Database database) throws Exception {
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(database.server().port(), GreetingScript.passThrough());
        Connection connection = database.connect(proxy);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertThatThrownBy(() -> slept(statement)).isInstanceOf(SQLException.class);

      assertNothingReadable(proxy);
    }
  }

  /** The first connection goes to the server, every later one meets somebody else. */
  private static ProxyScript thenAttackedBy(ProxyScript attack) {
    AtomicBoolean later = new AtomicBoolean();
    return connection ->
        (later.getAndSet(true) ? attack : GreetingScript.passThrough()).play(connection);
  }

  private enum Attack {
    STRIPS_TLS,
    SHOWS_ITS_OWN_CERTIFICATE;

    ProxyScript script() {
      return this == STRIPS_TLS ? GreetingScript.stripTls() : GreetingScript.manInTheMiddle(OWN);
    }
  }

  private static void assertCancelSaysNothing(Database database, Attack attack) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(server.port(), thenAttackedBy(attack.script()));
        Connection connection = database.connect(proxy);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Throwable> ended = sleeping(server, statement);

      Throwable failed = catchThrowable(statement::cancel);

      assertThat(ended).as("the statement goes on").isNotDone();
      assertThat(failed == null || failed instanceof SQLException).as("%s", failed).isTrue();
      assertThat(proxy.connections()).isGreaterThanOrEqualTo(2);
      assertNothingReadable(proxy);
      server.execute(
          "KILL "
              + server
                  .query(
                      "SELECT id FROM information_schema.processlist WHERE user = '" + USER + "'")
                  .get(0));
      ended.get();
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void saysNothingInACancelToWhoStripsTls(Database database) throws Exception {
    assertCancelSaysNothing(database, Attack.STRIPS_TLS);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void saysNothingInACancelToWhoShowsAnotherCertificate(Database database) throws Exception {
    assertCancelSaysNothing(database, Attack.SHOWS_ITS_OWN_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void failsOverOverTls(Database database) throws Exception {
    SqlServer server = database.server();
    try (ScriptedProxy closing =
            ScriptedProxy.playingAtOnce(server.port(), ProxyScript.closeInsteadOfAnswer());
        ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(server.port(), GreetingScript.passThrough());
        Connection connection =
            database.connect("localhost:" + closing.port() + ",localhost:" + proxy.port(), "")) {
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
      assertThat(closing.connections()).isPositive();
      assertThat(proxy.connections()).isPositive();
      assertNothingReadable(closing);
      assertNothingReadable(proxy);
    }
  }
}
