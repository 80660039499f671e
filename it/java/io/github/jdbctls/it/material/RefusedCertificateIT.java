package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client certificate from an authority that the server does not know. */
class RefusedCertificateIT {
  private static final TestCertificate KNOWN = TestCertificate.authority("known").selfSigned();
  private static final TestCertificate STRANGE = TestCertificate.authority("strange").selfSigned();

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @TempDir private Path files;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
    postgres
        .server()
        .reconfigure(PostgresSettings.tls(postgres.certificate()).clientAuthority(KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"PKCS8_EC, EC", "PKCS8_RSA, RSA", "PKCS8_ED25519, EdDSA"})
  void isNamedBesideWhatTheServerAskedFor(ClientFiles format, String keyType) throws Exception {
    TestCertificate client =
        TestCertificate.leaf(VerifiedPostgres.USER).algorithm(format.algorithm()).issuedBy(STRANGE);
    String[] written = format.write(client, files);

    TlsException refused = Refusal.of(() -> postgres.connect(written));

    assertThat(refused.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
    assertThat((Throwable) refused)
        .hasMessageContaining("the server " + postgres.host())
        .hasMessageContaining("the alert unknown_ca")
        .hasMessageContaining("the server asked for a certificate with a key of type ")
        .hasMessageContaining("the given one has a key of type " + keyType)
        .hasRootCauseInstanceOf(SSLException.class);
  }
}
