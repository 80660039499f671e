package io.github.jdbctls.it.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The attacks themselves: that they hit a client which does not defend itself. */
class ScriptedProxyIT {
  private static final String USER = "mallorys-victim";
  private static final String PASSWORD = "battery-staple";
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();

  @AutoClose private static PostgresServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server =
        PostgresServer.start(PostgresSettings.tls(CERTIFICATE).access("host all all all password"));
    server.createUser(USER, PASSWORD);
  }

  private static Connection connect(ScriptedProxy proxy, String mode) throws SQLException {
    return connect(proxy, mode, 60);
  }

  private static Connection connect(ScriptedProxy proxy, String mode, int seconds)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/postgres?connectTimeout=%2$d&socketTimeout=%2$d&sslmode=%3$s"
            .formatted(proxy.port(), seconds, mode),
        USER,
        PASSWORD);
  }

  @Test
  void passesEncryptedBytesThroughAndRecordsThem() throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.passThrough());
        Connection connection = connect(proxy, "require")) {
      assertThat(server.tlsOf(connection)).map(BackendTls::encrypted).hasValue(true);
      assertThat(proxy.fromClient().bytes()).startsWith(StartupProtocol.sslRequest());
      assertThat(proxy.fromClient().contains(USER)).isFalse();
      assertThat(proxy.toClient().bytes()).startsWith((byte) StartupProtocol.YES);
      assertThat(proxy.connections()).isOne();
    }
  }

  @Test
  void passesAClientThatDoesNotAskForTls() throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.passThrough());
        Connection connection = connect(proxy, "disable")) {
      assertThat(server.tlsOf(connection)).map(BackendTls::encrypted).hasValue(false);
      assertThat(proxy.fromClient().contains(USER)).isTrue();
      assertThat(proxy.fromClient().contains(PASSWORD)).isTrue();
    }
  }

  @Test
  void stripsTlsFromAClientThatAcceptsIt() throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.stripTls());
        Connection connection = connect(proxy, "prefer")) {
      assertThat(server.tlsOf(connection)).map(BackendTls::encrypted).hasValue(false);
      assertThat(proxy.fromClient().contains(PASSWORD)).isTrue();
    }
  }

  @Test
  void answersWithAnError() throws Exception {
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), ProxyScript.answerError("08P01", "go away"))) {
      assertThatThrownBy(() -> connect(proxy, "require")).isInstanceOf(SQLException.class);
      assertThat(proxy.toClient().contains("go away")).isTrue();
      assertThat(proxy.fromClient().bytes()).isEqualTo(StartupProtocol.sslRequest());
    }
  }

  @Test
  void readsThePasswordInTheMiddleOfTlsThatIsNotVerified() throws Exception {
    TestCertificate mallory = TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
    try (ScriptedProxy proxy =
            ScriptedProxy.before(server.port(), ProxyScript.manInTheMiddle(mallory));
        Connection connection = connect(proxy, "require")) {
      assertThat(server.tlsOf(connection)).map(BackendTls::encrypted).hasValue(true);
      assertThat(proxy.decrypted().contains(USER)).isTrue();
      assertThat(proxy.decrypted().contains(PASSWORD)).isTrue();
      assertThat(proxy.fromClient().contains(USER)).isFalse();
    }
  }

  @Test
  void injectsPlainBytesBehindTheAnswer() throws Exception {
    byte[] injected = StartupProtocol.errorResponse("57P01", "injected");
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.inject(injected))) {
      try (Connection ignoredByPgjdbc = connect(proxy, "require")) {
        assertThat(ignoredByPgjdbc.isValid(1)).isTrue();
      }
      assertThat(proxy.toClient().contains("Minjected")).isTrue();
      assertThat(proxy.toClient().bytes()).startsWith('S', 'E');
    }
  }

  @Test
  void stallsBeforeAndAfterItsAnswer() throws Exception {
    try (ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.stall())) {
      assertThatThrownBy(() -> connect(proxy, "require", 2))
          .hasStackTraceContaining(SocketTimeoutException.class.getName());
      assertThat(proxy.toClient().bytes()).isEmpty();
    }
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), ProxyScript.stallInHandshake())) {
      assertThatThrownBy(() -> connect(proxy, "require", 2))
          .hasStackTraceContaining(SocketTimeoutException.class.getName());
      assertThat(proxy.toClient().bytes()).containsExactly(StartupProtocol.YES);
    }
  }

  @Test
  void breaksTheHandshake() throws Exception {
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), ProxyScript.closeBeforeHandshake())) {
      assertThatThrownBy(() -> connect(proxy, "require")).isInstanceOf(SQLException.class);
    }
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), ProxyScript.resetInHandshake())) {
      assertThatThrownBy(() -> connect(proxy, "require"))
          .hasStackTraceContaining("Connection reset");
    }
  }

  @Test
  void endsItsConnectionsAndItsListenerWhenItIsClosed() throws Exception {
    ScriptedProxy proxy = ScriptedProxy.before(server.port(), ProxyScript.stall());
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      client.setSoTimeout(60_000);
      client.getOutputStream().write(StartupProtocol.sslRequest());
      client.getOutputStream().write("noticed".getBytes(UTF_8));
      while (!proxy.fromClient().contains("noticed")) {
        Thread.onSpinWait();
      }

      proxy.close();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      assertThat(proxy.connections()).as("somebody else listens at %s by now", late).isEqualTo(1);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("refused");
    }
  }
}
