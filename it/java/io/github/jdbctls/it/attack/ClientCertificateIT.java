package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.CuriousTlsServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that wants to know who the client is before it has proven who it is itself. */
class ClientCertificateIT {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
  private static final TestCertificate OTHER_NAME =
      TestCertificate.leaf("elsewhere").dnsName("elsewhere").issuedBy(AUTHORITY);
  private static final TestCertificate IMPOSTOR =
      TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();

  /** In TLS 1.2 a client certificate is readable on the wire. */
  private static final String CLIENT_NAME = "a client who is not to be known";

  private static final TestCertificate CLIENT =
      TestCertificate.leaf(CLIENT_NAME).issuedBy(AUTHORITY);

  @TempDir private static Path files;
  private static String parameters;

  @BeforeAll
  static void write() throws IOException {
    parameters =
        "sslrootcert="
            + AUTHORITY.writeChain(files.resolve("root.crt"))
            + "&sslcert="
            + CLIENT.writeChain(files.resolve("client.crt"))
            + "&sslkey="
            + CLIENT.writeKey(files.resolve("client.key"))
            + "&sslmode=";
  }

  private static Connection connect(CuriousTlsServer server, String mode) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://localhost:" + server.port() + "/any?" + parameters + mode,
        "app",
        "secret");
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, verify-full", "TLSv1.3, verify-full",
    "TLSv1.2, verify-ca", "TLSv1.3, verify-ca",
    "TLSv1.2, require", "TLSv1.3, require"
  })
  void isNotShownToAServerOfAnotherAuthority(String protocol, String mode) throws Exception {
    try (CuriousTlsServer server = CuriousTlsServer.start(IMPOSTOR, protocol)) {
      assertRefusedUnseen(server, mode, TlsFailure.UNTRUSTED_CHAIN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isNotShownToAServerOfAnotherName(String protocol) throws Exception {
    try (CuriousTlsServer server = CuriousTlsServer.start(OTHER_NAME, protocol)) {
      assertRefusedUnseen(server, "verify-full", TlsFailure.WRONG_NAME);
    }
  }

  private static void assertRefusedUnseen(
      CuriousTlsServer server, String mode, TlsFailure expected) {
    assertThatThrownBy(() -> connect(server, mode).close())
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
    assertThat(server.shown()).isEmpty();
    assertThat(server.received().contains(CLIENT_NAME)).isFalse();
  }

  /** Shows that the server does get to see it when it is who it should be. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, true", "TLSv1.3, false"})
  void isShownToTheServerThatWasNamed(String protocol, boolean readable) throws Exception {
    try (CuriousTlsServer server = CuriousTlsServer.start(SERVER, protocol);
        Connection connection = connect(server, "verify-full")) {
      assertThat(server.shown()).containsExactly(CLIENT.certificate());
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::clientCertificate))
          .hasValue(CLIENT.certificate());
      assertThat(server.received().contains(CLIENT_NAME)).isEqualTo(readable);
    }
  }
}
