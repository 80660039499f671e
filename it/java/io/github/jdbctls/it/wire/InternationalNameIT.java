package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.wire.ClientHello;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host in Unicode: its A-labels are what is sent and verified. */
class InternationalNameIT {
  private static final String A_LABELS = "xn--bcher-kva.example";

  @TempDir private static Path folder;
  @AutoClose private static PostgresServer server;

  @AutoClose private ScriptedProxy wire;

  @BeforeAll
  static void start() throws IOException, SQLException {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    root.writeChain(folder.resolve("root.crt"));
    server =
        PostgresServer.start(
            PostgresSettings.tls(
                TestCertificate.leaf("db").dnsName("XN--BCHER-KVA.example").issuedBy(root)));
    server.createUser("app", "password");
  }

  @BeforeEach
  void listen() throws IOException {
    wire = ScriptedProxy.before(server.port(), ProxyScript.passThrough());
  }

  private Connection connect(String host) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://%s:%d/postgres?hostaddr=127.0.0.1&sslnegotiation=direct&sslrootcert=%s"
            .formatted(host, wire.port(), folder.resolve("root.crt")),
        "app",
        "password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bücher.example", "B\u00dcCHER.example", "bu\u0308cher.example", A_LABELS})
  void isSentAndVerifiedInALabels(String host) throws Exception {
    try (Connection connection = connect(host)) {
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(info -> assertThat(info.verifiedName()).contains(A_LABELS));
    }

    wire.awaitClientsGone(1);
    assertThat(ClientHello.in(wire.fromClient().bytes()).serverNames()).containsExactly(A_LABELS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bucher.example", "böcher.example", "bücher.example.org"})
  void isRefusedWhereItIsAnotherName(String host) {
    assertThatThrownBy(() -> connect(host))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.WRONG_NAME));
  }
}
