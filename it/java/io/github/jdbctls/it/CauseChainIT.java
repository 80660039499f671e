package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** The exceptions that a failure came of stay reachable from the one that the user gets. */
class CauseChainIT {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("elsewhere").issuedBy(AUTHORITY);

  @TempDir private static Path folder;
  @AutoClose private static ResumingTlsServer server;

  @BeforeAll
  static void start() throws IOException {
    server = ResumingTlsServer.start(CERTIFICATE, "TLSv1.3");
  }

  private static TlsException refused(TlsFailure expected, Path roots) throws SQLException {
    TlsException refused =
        Refusal.of(
            () ->
                DriverManager.getConnection(
                    "jdbc:tls:postgresql://localhost:"
                        + server.port()
                        + "/postgres?sslrootcert="
                        + roots,
                    "app",
                    "secret"));
    assertThat(refused.failure()).isEqualTo(expected);
    assertThat(refused.getSQLState()).isEqualTo(expected.sqlState());
    return refused;
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure.getCause(), cause -> cause != null, Throwable::getCause)
        .limit(20)
        .toList();
  }

  @Test
  void keepsTheHandshakeAndTheDriverForAnUntrustedChain() throws Exception {
    Path roots =
        TestCertificate.authority("other").selfSigned().writeChain(folder.resolve("other.crt"));

    assertThat(causes(refused(TlsFailure.UNTRUSTED_CHAIN, roots)))
        .hasAtLeastOneElementOfType(PSQLException.class)
        .hasAtLeastOneElementOfType(SSLHandshakeException.class);
  }

  @Test
  void keepsTheHandshakeAndTheDriverForAWrongName() throws Exception {
    Path roots = AUTHORITY.writeChain(folder.resolve("root.crt"));

    assertThat(causes(refused(TlsFailure.WRONG_NAME, roots)))
        .hasAtLeastOneElementOfType(PSQLException.class)
        .hasAtLeastOneElementOfType(SSLHandshakeException.class);
  }

  @Test
  void keepsTheFileSystemForAMissingFile() throws Exception {
    Path absent = folder.resolve("absent.crt");

    assertThat(causes(refused(TlsFailure.FILE_MISSING, absent)))
        .singleElement()
        .isInstanceOfSatisfying(
            NoSuchFileException.class, e -> assertThat(e.getFile()).isEqualTo(absent.toString()));
  }
}
