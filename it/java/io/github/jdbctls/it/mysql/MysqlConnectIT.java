package io.github.jdbctls.it.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mysql.cj.jdbc.JdbcConnection;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connector/J over our TLS, to a real MySQL. */
@Timeout(120)
class MysqlConnectIT {
  private static final String SLOW = "SELECT 1 FROM mysql.user WHERE SLEEP(60)";

  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate CLIENTS = TestCertificate.authority("clients").selfSigned();

  @TempDir private static Path folder;
  private static MysqlServer server;
  private static Path rootFile;

  private static MysqlSettings settings() {
    return MysqlSettings.tls(TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(ROOT))
        .clientAuthority(CLIENTS);
  }

  @BeforeAll
  static void startServer() throws Exception {
    rootFile = ROOT.writeChain(folder.resolve("root.crt"));
    server = MysqlServer.start(settings());
    server.createUser("app", "secret", "SSL");
    server.createUser("anyhow", "secret", "NONE");
    server.createUser("certified", "secret", "X509");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static String url(String arrangement, String hosts) {
    return "jdbc:tls:mysql:" + arrangement + "//" + hosts + "/test?sslrootcert=" + rootFile;
  }

  private static String localhost() {
    return "localhost:" + server.port();
  }

  private static Connection connect(String url) throws SQLException {
    return connect(url, "app");
  }

  private static Connection connect(String url, String user) throws SQLException {
    return connect(url, user, "secret");
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    return DriverManager.getConnection(url, login);
  }

  private static String cipher(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
      rows.next();
      return rows.getString(2);
    }
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String told(Connection connection) throws SQLException {
    JdbcConnection mysql = connection.unwrap(JdbcConnection.class);
    return mysql.getPropertySet().getProperty("jdbctlsHandle").getStringValue();
  }

  /** The driver remembers what it has read of a URL by the URL and all properties. */
  @Test
  void tellsTheDriverTheSameForEachConnectionOfAPool() throws Exception {
    try (Connection first = connect(url("", localhost()))) {
      // What was asked for is kept like garbage, so that a collection may come between two.
      for (int tries = 0; tries < 50; tries++) {
        try (Connection second = connect(url("", localhost()))) {
          if (told(second).equals(told(first))) {
            assertThat(TlsInfo.of(first)).isPresent();
            assertThat(TlsInfo.of(second)).isPresent();
            return;
          }
        }
      }
    }
    throw new AssertionError("the driver was told something else each time");
  }

  @Test
  void connectsToTheServerThatProvesItsName() throws Exception {
    try (Connection connection = connect(url("", localhost()))) {
      TlsInfo tls = TlsInfo.of(connection).orElseThrow();

      assertThat(connection.getClass().getName()).isEqualTo("com.mysql.cj.jdbc.ConnectionImpl");
      assertThat(cipher(connection)).startsWith("TLS_");
      assertThat(tls.protocol()).isEqualTo("TLSv1.3");
      assertThat(tls.verifiedName()).contains("localhost");
    }
  }

  @Test
  void showsNoHandle() throws Exception {
    try (Connection connection = connect(url("", localhost()))) {
      assertThat(connection.getMetaData().getURL())
          .isEqualTo("jdbc:mysql://" + localhost() + "/test");
    }
    TlsException refusal = Refusal.of(() -> connect(url("", "127.0.0.1:" + server.port())));

    assertThat(messages(refusal)).contains("127.0.0.1").doesNotContain("jdbctlsHandle");
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause).append('\n');
    }
    return all.toString();
  }

  @Test
  void resumesTheSessionOfTheSecondConnect() throws Exception {
    try (Connection first = connect(url("", localhost()));
        Connection second = connect(url("", localhost()))) {
      assertThat(cipher(first)).isNotEmpty();
      assertThat(TlsInfo.of(second).orElseThrow().resumed()).isTrue();
    }
  }

  @Test
  void refusesTheWrongName() throws Exception {
    TlsException refusal = Refusal.of(() -> connect(url("", "127.0.0.1:" + server.port())));

    assertThat(refusal.failure()).isEqualTo(TlsFailure.WRONG_NAME);
    assertThat(refusal.getMessage()).contains("JTLS-404");
  }

  @Test
  void refusesAnUnknownAuthority() throws Exception {
    Path other = CLIENTS.writeChain(folder.resolve("other.crt"));

    TlsException refusal =
        Refusal.of(() -> connect("jdbc:tls:mysql://" + localhost() + "/test?sslrootcert=" + other));

    assertThat(refusal.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void refusesAServerWithoutTls() throws Exception {
    try (MysqlServer plain = MysqlServer.start(MysqlSettings.withoutTls())) {
      plain.createUser("app", "");

      TlsException refusal =
          Refusal.of(() -> connect(url("", "localhost:" + plain.port()) + "&sslmode=require"));

      assertThat(refusal.getMessage()).contains("JTLS-301");
      try (Connection connection =
          connect(url("", "localhost:" + plain.port()) + "&sslmode=prefer", "app", "")) {
        assertThat(cipher(connection)).isEmpty();
        assertThat(TlsInfo.of(connection)).isEmpty();
      }
    }
  }

  @Test
  void failsOverToTheSecondHost() throws Exception {
    String hosts = "localhost:" + closedPort() + "," + localhost();

    try (Connection connection = connect(url("", hosts))) {
      assertThat(cipher(connection)).startsWith("TLS_");
      assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loadbalance:", "replication:"})
  void goesAboutSeveralHostsAsTheDriverDoes(String arrangement) throws Exception {
    String hosts = localhost() + "," + localhost();

    try (Connection connection = connect(url(arrangement, hosts))) {
      assertThat(cipher(connection)).startsWith("TLS_");
      assertThat(TlsInfo.of(connection)).isPresent();
      connection.setReadOnly(true);
      assertThat(cipher(connection)).startsWith("TLS_");
      assertThat(TlsInfo.of(connection)).isPresent();
    }
  }

  @Test
  void readsTheTypesOfHosts() throws Exception {
    String host = "address=(host=localhost)(port=" + server.port() + ")";

    try (Connection connection =
        connect(url("replication:", host + "(type=source)," + host + "(type=replica)"))) {
      assertThat(cipher(connection)).startsWith("TLS_");
    }
  }

  @Test
  void letsNoHostOfSeveralGoWithoutItsName() throws Exception {
    String hosts = "127.0.0.1:" + server.port() + "," + "127.0.0.1:" + server.port();

    TlsException refusal = Refusal.of(() -> connect(url("loadbalance:", hosts)));

    assertThat(refusal.failure()).isEqualTo(TlsFailure.WRONG_NAME);
  }

  @Test
  void endsAQueryAtItsTimeout() throws Exception {
    try (Connection connection = connect(url("", localhost()));
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      SQLException failure =
          catchThrowableOfType(SQLException.class, () -> statement.executeQuery(SLOW));

      assertThat(failure.getClass().getSimpleName()).isEqualTo("MySQLTimeoutException");
      assertThat(cipher(connection)).startsWith("TLS_");
    }
  }

  @Test
  void cancelsAQuery() throws Exception {
    try (Connection connection = connect(url("", localhost()));
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> cancel =
          CompletableFuture.runAsync(
              () -> {
                try {
                  awaitQuery();
                  statement.cancel();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });

      SQLException failure =
          catchThrowableOfType(SQLException.class, () -> statement.executeQuery(SLOW));

      cancel.get(30, TimeUnit.SECONDS);
      // Whose words it is in depends on which of the two answers comes first; the user needs TLS.
      assertThat(failure.getMessage()).containsAnyOf("cancelled", "interrupted");
      assertThat(cipher(connection)).startsWith("TLS_");
    }
  }

  private static void awaitQuery() throws Exception {
    String running = "SELECT id FROM information_schema.processlist WHERE info = '" + SLOW + "'";
    while (server.query(running).isEmpty()) {
      Thread.sleep(20);
    }
  }

  @Test
  void reconnectsAfterARestart() throws Exception {
    try (Connection connection = connect(url("", localhost()) + "&autoReconnect=true")) {
      server.restart();

      assertThatThrownBy(() -> cipher(connection)).isInstanceOf(SQLException.class);
      assertThat(cipher(connection)).startsWith("TLS_");
      assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
    }
  }

  @Test
  void logsInWithAClientCertificate() throws Exception {
    TestCertificate client = TestCertificate.leaf("certified").issuedBy(CLIENTS);
    Path certificate = client.writeChain(folder.resolve("client.crt"));
    Path key = client.writeKey(folder.resolve("client.key"));
    String url = url("", localhost());

    SQLException refusal =
        catchThrowableOfType(SQLException.class, () -> connect(url, "certified").close());

    assertThat(refusal.getSQLState()).isEqualTo("28000");
    try (Connection connection =
        connect(url + "&sslcert=" + certificate + "&sslkey=" + key, "certified")) {
      assertThat(cipher(connection)).startsWith("TLS_");
    }
  }

  @Test
  void takesTlsWhereTheServerDemandsIt() throws Exception {
    try (MysqlServer strict = MysqlServer.start(settings().requireTls())) {
      strict.createUser("anyhow", "secret", "NONE");
      String url = url("", "localhost:" + strict.port()) + "&sslmode=allow";

      // Only the second time does the driver log in over plain text, by what the server remembers.
      try (Connection first = connect(url, "anyhow");
          Connection second = connect(url, "anyhow")) {
        assertThat(cipher(first)).startsWith("TLS_");
        assertThat(cipher(second)).startsWith("TLS_");
      }
    }
  }

  @Test
  void goesOverPlainTextOnlyWhereTheModeSaysSo() throws Exception {
    try (Connection first = connect(url("", localhost()), "anyhow");
        Connection connection = connect(url("", localhost()) + "&sslmode=disable", "anyhow")) {
      assertThat(cipher(first)).startsWith("TLS_");
      assertThat(cipher(connection)).isEmpty();
      assertThat(TlsInfo.of(connection)).isEmpty();
    }
  }
}
