package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root file that changes while its users run, and one that does not. */
class RotationIT {
  private static final String USER = "app";
  private static final String PASSWORD = "app-password";

  private final TestCertificate root = TestCertificate.authority("root").selfSigned();
  private final TestCertificate newRoot = TestCertificate.authority("root").selfSigned();

  @TempDir private Path folder;

  @BeforeAll
  static void checkEnvironment() {
    LibpqDefaults.assertAbsent();
  }

  private static TestCertificate serverOf(TestCertificate issuer) {
    return TestCertificate.leaf("server").dnsName("localhost").issuedBy(issuer);
  }

  private Path rootFile() {
    return folder.resolve("root.crt");
  }

  /** As a deployment does it, in one step. */
  private void replaceRootFile(String text) throws IOException {
    Path next = Files.writeString(folder.resolve("next.crt"), text);
    Files.move(next, rootFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  private TlsInfo connect(int port, String... more) throws SQLException {
    String url =
        "jdbc:tls:postgresql://localhost:"
            + port
            + "/postgres?"
            + String.join("&", more)
            + "&sslrootcert="
            + rootFile();
    try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
      assertThat(connection.isValid(5)).isTrue();
      return TlsInfo.of(connection).orElseThrow();
    }
  }

  @Test
  void noticesANewRootAtTheNextConnect() throws Exception {
    replaceRootFile(root.pem());
    try (PostgresServer server = PostgresServer.start(PostgresSettings.tls(serverOf(root)))) {
      server.createUser(USER, PASSWORD);
      assertThat(connect(server.port()).trustAnchor()).hasValue(root.certificate());

      replaceRootFile(root.pem() + newRoot.pem());
      assertThat(connect(server.port()).trustAnchor()).hasValue(root.certificate());

      server.reconfigure(PostgresSettings.tls(serverOf(newRoot)));
      assertThat(connect(server.port()).trustAnchor()).hasValue(newRoot.certificate());

      replaceRootFile(root.pem());
      assertThatThrownBy(() -> connect(server.port()))
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void resumesSessionsForAsLongAsTheFileIsTheSame(String protocol) throws Exception {
    replaceRootFile(root.pem());
    try (ResumingTlsServer server = ResumingTlsServer.start(serverOf(root), protocol)) {
      assertThat(connect(server.port()).resumed()).as("the first").isFalse();
      TlsInfo second = connect(server.port());
      assertThat(second.resumed()).as("one context serves both").isTrue();
      assertThat(second.trustAnchor()).hasValue(root.certificate());

      replaceRootFile(root.pem() + newRoot.pem());
      assertThat(connect(server.port()).resumed()).as("read again").isFalse();
      assertThat(connect(server.port()).resumed()).as("and kept").isTrue();
    }
  }

  @Test
  void resumesNothingThatAnOldRootHadVerified() throws Exception {
    replaceRootFile(root.pem());
    try (ResumingTlsServer server = ResumingTlsServer.start(serverOf(root), "TLSv1.3")) {
      connect(server.port());

      replaceRootFile(newRoot.pem());

      assertThatThrownBy(() -> connect(server.port()))
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN));
    }
  }

  @Test
  void failsWhileTheFileIsBrokenAndThereIsNoGrace() throws Exception {
    replaceRootFile(root.pem());
    try (ResumingTlsServer server = ResumingTlsServer.start(serverOf(root), "TLSv1.3")) {
      connect(server.port(), "sslreloadgrace=0");

      replaceRootFile("");
      assertThatThrownBy(() -> connect(server.port(), "sslreloadgrace=0"))
          .hasMessageContaining(rootFile().toString())
          .isInstanceOfSatisfying(
              TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.FILE_EMPTY));

      replaceRootFile(root.pem());
      connect(server.port(), "sslreloadgrace=0");
    }
  }

  @Test
  void goesOnWithWhatItHasWhileTheFileIsBroken() throws Exception {
    replaceRootFile(root.pem());
    try (ResumingTlsServer server = ResumingTlsServer.start(serverOf(root), "TLSv1.3")) {
      connect(server.port());

      replaceRootFile("");

      assertThat(connect(server.port()).trustAnchor()).hasValue(root.certificate());
    }
  }
}
