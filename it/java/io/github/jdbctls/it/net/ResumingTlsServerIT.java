package io.github.jdbctls.it.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.net.ResumingTlsServer.Handshake;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumingTlsServerIT {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tellsResumedSessionsFromNewOnes(String protocol) throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(CERTIFICATE, protocol)) {
      SSLContext one = TestContext.credulous();
      SSLContext other = TestContext.credulous();

      logIn(server, one);
      logIn(server, one);
      logIn(server, other);
      logIn(server, one);

      assertThat(server.handshakes())
          .containsExactly(
              new Handshake(protocol, false),
              new Handshake(protocol, true),
              new Handshake(protocol, false),
              new Handshake(protocol, true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void letsTheDriverInAndAnswersItsStatements(String protocol) throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(CERTIFICATE, protocol);
        Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.port() + "/any?sslmode=require",
                "anyone",
                "any");
        Statement statement = connection.createStatement()) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(statement.executeUpdate("SET x = 1")).isZero();
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(18);
      assertThat(server.handshakes()).containsExactly(new Handshake(protocol, false));
    }
  }

  /** Sends a startup packet and reads the first reply, by which TLS 1.3 tickets arrive too. */
  private static void logIn(ResumingTlsServer server, SSLContext context) throws IOException {
    try (Socket plain = new Socket("localhost", server.port())) {
      plain.getOutputStream().write(StartupProtocol.sslRequest());
      assertThat(plain.getInputStream().read()).isEqualTo(StartupProtocol.YES);
      try (SSLSocket tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, "localhost", server.port(), true)) {
        tls.getOutputStream().write(new byte[] {0, 0, 0, 8, 0, 3, 0, 0});
        assertThat(tls.getInputStream().read()).isEqualTo('R');
      }
    }
  }
}
