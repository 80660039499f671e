package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.CuriousTlsServer;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.net.TlsRecord;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * An encrypted alert: its two bytes, the type of what is inside, JSSE's padding, and the tag. The
   * shortest message of a handshake, Finished, has 34 bytes more.
   */
  private static final int LONGEST_ALERT = 2 + 1 + 16 + 16;

  private static CuriousTlsServer start(TestCertificate certificate, String protocol)
      throws IOException {
    return CuriousTlsServer.start(certificate, protocol, ClientCertificateIT::speakPostgresql);
  }

  private static void speakPostgresql(SSLSocket tls) {
    SSLParameters speaking = tls.getSSLParameters();
    speaking.setApplicationProtocols(new String[] {"postgresql"});
    tls.setSSLParameters(speaking);
  }

  private static Connection connect(CuriousTlsServer server, String mode, String negotiation)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://localhost:"
            + server.port()
            + "/any?"
            + parameters
            + mode
            + "&sslnegotiation="
            + negotiation,
        "app",
        "secret");
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, verify-full, postgres", "TLSv1.3, verify-full, postgres",
    "TLSv1.2, verify-full, direct", "TLSv1.3, verify-full, direct",
    "TLSv1.2, verify-ca, postgres", "TLSv1.3, verify-ca, postgres",
    "TLSv1.2, verify-ca, direct", "TLSv1.3, verify-ca, direct",
    "TLSv1.2, require, postgres", "TLSv1.3, require, postgres",
    "TLSv1.2, require, direct", "TLSv1.3, require, direct"
  })
  void isNotShownToAServerOfAnotherAuthority(String protocol, String mode, String negotiation)
      throws Exception {
    try (CuriousTlsServer server = start(IMPOSTOR, protocol)) {
      assertRefusedUnseen(server, mode, negotiation, TlsFailure.UNTRUSTED_CHAIN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, postgres", "TLSv1.3, postgres",
    "TLSv1.2, direct", "TLSv1.3, direct"
  })
  void isNotShownToAServerOfAnotherName(String protocol, String negotiation) throws Exception {
    try (CuriousTlsServer server = start(OTHER_NAME, protocol)) {
      assertRefusedUnseen(server, "verify-full", negotiation, TlsFailure.WRONG_NAME);
    }
  }

  private static void assertRefusedUnseen(
      CuriousTlsServer server, String mode, String negotiation, TlsFailure expected) {
    assertThatThrownBy(() -> connect(server, mode, negotiation).close())
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
    server.awaitClientsGone(1);
    assertThat(server.shown()).isEmpty();
    assertThat(server.received().contains(CLIENT_NAME)).isFalse();
    List<TlsRecord> records = records(server, negotiation);
    assertThat(TlsRecord.readableMessages(records)).containsExactly(TlsRecord.CLIENT_HELLO);
    assertThat(records.stream().skip(1))
        .as("an alert and no more, encrypted in TLS 1.3, where a certificate would be encrypted")
        .allSatisfy(
            r -> {
              assertThat(r.type()).isNotEqualTo(TlsRecord.HANDSHAKE);
              assertThat(r.length()).isLessThanOrEqualTo(LONGEST_ALERT);
            });
  }

  private static List<TlsRecord> records(CuriousTlsServer server, String negotiation) {
    byte[] sent = server.received().bytes();
    int request = negotiation.equals("direct") ? 0 : StartupProtocol.sslRequest().length;
    return TlsRecord.in(Arrays.copyOfRange(sent, request, sent.length));
  }

  /** Shows that the server does get to see it when it is who it should be, and that tests would. */
  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, postgres, true",
    "TLSv1.2, direct, true",
    "TLSv1.3, postgres, false",
    "TLSv1.3, direct, false"
  })
  void isShownToTheServerThatWasNamed(String protocol, String negotiation, boolean readable)
      throws Exception {
    try (CuriousTlsServer server = start(SERVER, protocol);
        Connection connection = connect(server, "verify-full", negotiation)) {
      assertThat(server.shown()).containsExactly(CLIENT.certificate());
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::clientCertificate))
          .hasValue(CLIENT.certificate());
      assertThat(server.received().contains(CLIENT_NAME)).isEqualTo(readable);
      List<TlsRecord> records = records(server, negotiation);
      assertThat(TlsRecord.readableMessages(records).contains(TlsRecord.CERTIFICATE))
          .isEqualTo(readable);
      int size = CLIENT.certificate().getEncoded().length;
      assertThat(size).isGreaterThan(LONGEST_ALERT);
      assertThat(records.stream().skip(1)).anyMatch(r -> r.length() > size);
    }
  }
}
