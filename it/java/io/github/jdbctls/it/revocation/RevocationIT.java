package io.github.jdbctls.it.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server below an intermediate, and lists of both issuers in files and directories. */
class RevocationIT {
  private static final String USER = "app";
  private static final String PASSWORD = "app-password";
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate CA = TestCertificate.authority("ca").issuedBy(ROOT);
  private static final TestCertificate SERVER =
      TestCertificate.leaf("server").dnsName("localhost").issuedBy(CA);

  @TempDir private static Path shared;
  private static Path rootFile;
  @AutoClose private static PostgresServer postgres;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException, SQLException {
    LibpqDefaults.assertAbsent();
    rootFile = Files.writeString(shared.resolve("root.crt"), ROOT.pem());
    postgres = PostgresServer.start(PostgresSettings.tls(SERVER));
    postgres.createUser(USER, PASSWORD);
  }

  private static Connection connect(int port, String... parameters) throws SQLException {
    List<String> all =
        Stream.concat(Stream.of("sslrootcert=" + rootFile), Stream.of(parameters)).toList();
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://localhost:" + port + "/postgres?" + String.join("&", all),
        USER,
        PASSWORD);
  }

  private static void assertConnects(String... parameters) throws SQLException {
    try (Connection connection = connect(postgres.port(), parameters)) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(TlsInfo.of(connection).orElseThrow().trustAnchor()).hasValue(ROOT.certificate());
    }
  }

  private static String assertRefused(TlsFailure failure, String... parameters)
      throws SQLException {
    TlsException refusal = Refusal.of(() -> connect(postgres.port(), parameters));
    assertThat(refusal.failure()).isEqualTo(failure);
    return String.valueOf(refusal.getMessage());
  }

  /** As a deployment does it, in one step. */
  private Path list(TestCrl... lists) throws IOException {
    StringBuilder text = new StringBuilder();
    for (TestCrl list : lists) {
      text.append(list.pem());
    }
    Path next = Files.writeString(folder.resolve("next"), text);
    return Files.move(next, folder.resolve("lists.crl"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void connectsWithACurrentListOfEveryIssuer() throws Exception {
    assertConnects("sslcrl=" + list(TestCrl.of(CA), TestCrl.of(ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "prefer", "require", "verify-ca", "verify-full"})
  void refusesARevokedServerInEveryModeThatVerifiesTheChain(String mode) throws Exception {
    Path lists = list(TestCrl.of(CA).revoking(SERVER), TestCrl.of(ROOT));
    postgres.reconfigure(PostgresSettings.tls(SERVER).access("hostssl all all all scram-sha-256"));

    String refusal =
        assertRefused(TlsFailure.CERTIFICATE_REVOKED, "sslcrl=" + lists, "sslmode=" + mode);

    assertThat(refusal).contains("CN=server").contains(lists.toString());
  }

  @Test
  void doesWithoutListsWhereNoChainIsVerified() throws Exception {
    Path lists = list(TestCrl.of(CA).revoking(SERVER), TestCrl.of(ROOT));
    String url =
        "jdbc:tls:postgresql://localhost:"
            + postgres.port()
            + "/postgres?sslmode=require&sslcrl="
            + lists; // libpq-cases #173

    try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
      assertThat(TlsInfo.of(connection).orElseThrow().trustAnchor()).isEmpty();
    }
  }

  @Test
  void refusesARevokedIntermediate() throws Exception {
    assertThat(
            assertRefused(
                TlsFailure.CERTIFICATE_REVOKED,
                "sslcrl=" + list(TestCrl.of(CA), TestCrl.of(ROOT).revoking(CA))))
        .contains("the certificate of \"CN=ca\"");
  }

  @Test
  void needsTheListsOfAllIssuers() throws Exception { // libpq-cases #29, #74, #174
    assertThat(assertRefused(TlsFailure.REVOCATION_LIST_MISSING, "sslcrl=" + list(TestCrl.of(CA))))
        .contains("a revocation list of \"CN=root\"");
    assertThat(
            assertRefused(TlsFailure.REVOCATION_LIST_MISSING, "sslcrl=" + list(TestCrl.of(ROOT))))
        .contains("a revocation list of \"CN=ca\"");
  }

  @Test
  void saysThatAListHasExpired() throws Exception {
    assertThat(
            assertRefused(
                TlsFailure.REVOCATION_LIST_EXPIRED,
                "sslcrl=" + list(TestCrl.of(CA).expired(), TestCrl.of(ROOT))))
        .contains("the revocation list of \"CN=ca\"")
        .contains("expired at");
  }

  @Test
  void dialsNobodyWithoutTheNamedLists() throws Exception { // libpq-cases #28, #167, #171
    long before = postgres.log().position();

    assertRefused(TlsFailure.FILE_MISSING, "sslcrl=" + folder.resolve("none.crl"));
    assertRefused(TlsFailure.FILE_MISSING, "sslcrldir=" + folder.resolve("none"));
    assertRefused(TlsFailure.FILE_EMPTY, "sslcrl=" + Files.createFile(folder.resolve("empty.crl")));
    assertRefused(TlsFailure.WRONG_CONTENT, "sslcrl=" + rootFile);
    assertRefused(
        TlsFailure.WRONG_CONTENT,
        "sslcrldir=" + Files.createDirectory(folder.resolve("directory"))); // #172

    assertThat(postgres.log().since(before)).doesNotContain("connection received");
  }

  @Test
  void readsDerAndDirectories() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path der = TestCrl.of(ROOT).writeDer(folder.resolve("root.der"));
    TestCrl.of(CA).writeDer(directory.resolve("0a1b2c3d.r0"));

    assertConnects("sslcrl=" + der, "sslcrldir=" + directory);
    assertRefused(TlsFailure.REVOCATION_LIST_MISSING, "sslcrldir=" + directory);
    Files.copy(der, directory.resolve("root.crl"));
    assertConnects("sslcrldir=" + directory);
    TestCrl.of(CA).revoking(SERVER).writeDer(directory.resolve("0a1b2c3d.r0"));
    assertRefused(TlsFailure.CERTIFICATE_REVOKED, "sslcrldir=" + directory);
  }

  @Test
  void noticesAReplacedListAtTheNextConnect() throws Exception {
    String parameter = "sslcrl=" + list(TestCrl.of(CA), TestCrl.of(ROOT));
    try (Connection open = connect(postgres.port(), parameter)) {
      list(TestCrl.of(CA).revoking(SERVER), TestCrl.of(ROOT));

      assertRefused(TlsFailure.CERTIFICATE_REVOKED, parameter);
      assertThat(open.isValid(5)).as("an open connection is left alone").isTrue();
    }

    list(TestCrl.of(CA), TestCrl.of(ROOT));
    assertConnects(parameter);
  }

  @Test
  void findsOneOfTenThousandEntries() throws Exception {
    TestCrl large = TestCrl.of(CA);
    for (int i = 1; i <= 10_000; i++) {
      large.revoking(BigInteger.valueOf(i));
    }
    String parameter = "sslcrl=" + list(large, TestCrl.of(ROOT));

    assertConnects(parameter);
    list(large.revoking(SERVER), TestCrl.of(ROOT));
    assertRefused(TlsFailure.CERTIFICATE_REVOKED, parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void resumesNoSessionThatAnOldListHadAllowed(String protocol) throws Exception {
    String parameter = "sslcrl=" + list(TestCrl.of(CA), TestCrl.of(ROOT));
    try (ResumingTlsServer server = ResumingTlsServer.start(SERVER, protocol)) {
      connect(server.port(), parameter).close();
      try (Connection second = connect(server.port(), parameter)) {
        assertThat(TlsInfo.of(second).orElseThrow().resumed()).isTrue();
      }

      list(TestCrl.of(CA).revoking(SERVER), TestCrl.of(ROOT));

      assertThat(Refusal.of(() -> connect(server.port(), parameter)).failure())
          .isEqualTo(TlsFailure.CERTIFICATE_REVOKED);
      assertThat(server.handshakes().stream().map(ResumingTlsServer.Handshake::resumed))
          .startsWith(false, true);
    }
  }
}
