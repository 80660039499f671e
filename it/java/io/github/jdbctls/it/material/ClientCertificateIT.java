package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;

/**
 * Mutual TLS against a server which demands a certificate in the user's own name; the client sends
 * an intermediate along, which the server does not know.
 */
class ClientCertificateIT {
  private static final TestCertificate ROOT = TestCertificate.authority("client root").selfSigned();
  private static final TestCertificate INTERMEDIATE =
      TestCertificate.authority("client intermediate").issuedBy(ROOT);

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @TempDir private Path files;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
    postgres
        .server()
        .reconfigure(
            PostgresSettings.tls(postgres.certificate())
                .clientAuthority(ROOT)
                .access("hostssl all all all scram-sha-256 clientcert=verify-full"));
  }

  private static TestCertificate client(String name, ClientFiles format) {
    return TestCertificate.leaf(name).algorithm(format.algorithm()).issuedBy(INTERMEDIATE);
  }

  private static void assertEnds(TlsFailure failure, String... parameters) throws IOException {
    long before = postgres.server().log().position();

    assertThatThrownBy(() -> postgres.connect(parameters))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    assertThat(postgres.server().log().since(before))
        .as("nothing was dialled")
        .doesNotContain("connection received");
  }

  @ParameterizedTest
  @EnumSource
  void provesTheUserByACertificate(ClientFiles format) throws Exception {
    TestCertificate client = client(VerifiedPostgres.USER, format);

    try (Connection connection = postgres.connect(format.write(client, files))) {
      assertThat(postgres.server().tlsOf(connection))
          .map(BackendTls::clientSubject)
          .hasValue("/CN=" + VerifiedPostgres.USER);
      assertThat(TlsInfo.of(connection).orElseThrow().clientCertificate())
          .hasValue(client.certificate());
    }
  }

  @Test
  void isRefusedByTheServerWithTheCertificateOfAnotherUser() throws Exception {
    ClientFiles format = ClientFiles.PKCS8_EC;
    String[] parameters = format.write(client("somebody", format), files);

    assertThatThrownBy(() -> postgres.connect(parameters))
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
  }

  @Test
  void isRefusedByTheServerWithoutACertificate() {
    assertThatThrownBy(() -> postgres.connect())
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PKCS8_ENCRYPTED_BY_PBES2", "PKCS12_ALONE", "PKCS12_FOR_THE_KEY"})
  void refusesAWrongKeyPassword(ClientFiles format) throws Exception {
    String[] parameters = format.write(client(VerifiedPostgres.USER, format), files);
    parameters[parameters.length - 1] = ClientFiles.password("wrong");

    assertEnds(TlsFailure.KEY_PASSWORD_WRONG, parameters);
  }

  @Test
  void refusesAnEncryptedKeyWithoutPassword() throws Exception {
    ClientFiles format = ClientFiles.PKCS8_ENCRYPTED_BY_PBES2;
    String[] parameters = format.write(client(VerifiedPostgres.USER, format), files);

    assertEnds(TlsFailure.KEY_PASSWORD_MISSING, parameters[0], parameters[1]);
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws Exception {
    ClientFiles format = ClientFiles.PKCS8_EC;
    String[] parameters = format.write(client(VerifiedPostgres.USER, format), files);
    client(VerifiedPostgres.USER, format).writeKey(files.resolve("other.key"));

    assertEnds(TlsFailure.KEY_MISMATCH, parameters[0], "sslkey=" + files.resolve("other.key"));
  }
}
