package io.github.jdbctls.it.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may continue a session with a server that would: the same demand on the same server, as long
 * as what it was verified with is unchanged. Said by us, and seen on the wire.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("servers")
@SuppressWarnings("NullAway") // JUnit sets the parameters before anything is read.
class SessionResumptionIT {
  private static final String HOST = "localhost";
  private static final String OTHER_HOST = "127.0.0.1";

  /** The server's certificate does not name it. */
  private static final String WRONG_HOST = "127.0.0.2";

  private static final TestCertificate ROOT = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate OTHER_ROOT = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate NAMED =
      TestCertificate.leaf("a").dnsName(HOST).ipAddress(OTHER_HOST).issuedBy(ROOT);
  private static final TestCertificate CLIENTS = TestCertificate.authority("clients").selfSigned();
  private static final TestCertificate CLIENT = TestCertificate.leaf("client").issuedBy(CLIENTS);

  private static @Nullable ResumingServer server;

  @Parameter(0)
  private Database database;

  @Parameter(1)
  private TlsVersion version;

  /** Sessions of one test are of no use to another, whose files have other names. */
  @TempDir private Path files;

  static Stream<Arguments> servers() {
    return Stream.of(Database.values())
        .filter(database -> database != Database.POSTGRESQL)
        .flatMap(
            database ->
                Stream.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
                    .map(version -> Arguments.of(database, version)));
  }

  @BeforeEach
  void prepare() throws IOException {
    LibpqDefaults.assertAbsent();
    if (server == null) {
      server = ResumingServer.start(database, version, NAMED, CLIENTS);
    }
    ROOT.writeChain(root());
    CLIENT.writeChain(files.resolve("client.crt"));
    CLIENT.writeKey(files.resolve("client.key"));
  }

  @AfterParameterizedClassInvocation
  static void stop() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private Path root() {
    return files.resolve("root.crt");
  }

  private Path list() {
    return files.resolve("root.crl");
  }

  private Properties demand(String mode) {
    Properties demand = new Properties();
    demand.setProperty("sslmode", mode);
    demand.setProperty("hostaddr", "127.0.0.1");
    demand.setProperty("sslcert", files.resolve("client.crt").toString());
    demand.setProperty("sslkey", files.resolve("client.key").toString());
    demand.setProperty("user", ResumingServer.USER);
    demand.setProperty("password", ResumingServer.PASSWORD);
    return demand;
  }

  private Properties verified(String mode) {
    Properties demand = demand(mode);
    demand.setProperty("sslrootcert", root().toString());
    return demand;
  }

  private Properties withList() {
    Properties demand = verified("verify-full");
    demand.setProperty("sslcrl", list().toString());
    return demand;
  }

  private static TlsInfo connect(String host, Properties demand) throws SQLException {
    ResumingServer running = requireNonNull(server);
    try (Connection connection = DriverManager.getConnection(running.url(host), demand)) {
      TlsInfo info = TlsInfo.of(connection).orElseThrow();
      assertThat(running.hasResumed()).as("on the wire").isEqualTo(info.resumed());
      assertThat(connection.isValid(10)).isTrue();
      return info;
    }
  }

  private static void assertRefused(String host, Properties demand, TlsFailure expected) {
    assertThatThrownBy(() -> connect(host, demand))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
  }

  @Test
  void continuesASessionOfTheSameSettings() throws Exception {
    TlsInfo first = connect(HOST, verified("verify-full"));
    TlsInfo second = connect(HOST, verified("verify-full"));

    assertThat(first.protocol()).isEqualTo(version.protocol());
    assertThat(first.resumed()).isFalse();
    assertThat(first.verifiedName()).hasValue(HOST);
    assertThat(second.resumed()).isTrue();
    assertThat(second.verifiedName()).hasValue(HOST);
    assertThat(second.trustAnchor()).hasValue(ROOT.certificate());
    assertThat(second.peerChain()).isEqualTo(first.peerChain());
    assertThat(second.clientCertificate()).hasValue(CLIENT.certificate());
    assertThat(connect(HOST, verified("verify-full")).resumed()).isTrue();
  }

  @Test
  void verifiesAnotherNameAnew() throws Exception {
    connect(HOST, verified("verify-full"));

    TlsInfo other = connect(OTHER_HOST, verified("verify-full"));
    assertThat(other.resumed()).isFalse();
    assertThat(other.verifiedName()).hasValue(OTHER_HOST);
    assertRefused(WRONG_HOST, verified("verify-full"), TlsFailure.WRONG_NAME);
  }

  @Test
  void verifiesAnewWithARootFileThatHasChanged() throws Exception {
    connect(HOST, verified("verify-full"));

    Files.writeString(root(), OTHER_ROOT.pem() + ROOT.pem());
    assertThat(connect(HOST, verified("verify-full")).resumed()).isFalse();
    assertThat(connect(HOST, verified("verify-full")).resumed()).isTrue();

    Files.writeString(root(), OTHER_ROOT.pem());
    assertRefused(HOST, verified("verify-full"), TlsFailure.UNTRUSTED_CHAIN);
  }

  @Test
  void verifiesAnewWithARevocationListThatHasChanged() throws Exception {
    TestCrl.of(ROOT).writePem(list());
    connect(HOST, withList());
    assertThat(connect(HOST, withList()).resumed()).isTrue();

    TestCrl.of(ROOT).revoking(CLIENT).writePem(list());
    assertThat(connect(HOST, withList()).resumed()).isFalse();

    TestCrl.of(ROOT).revoking(CLIENT).revoking(NAMED).writePem(list());
    assertRefused(HOST, withList(), TlsFailure.CERTIFICATE_REVOKED);
  }

  @ParameterizedTest
  @MethodSource("weakerDemands")
  void verifiesAnewWhatAWeakerModeHasBegun(String mode, boolean hasRoot) throws Exception {
    Properties weaker = hasRoot ? verified(mode) : demand(mode);
    connect(HOST, weaker);
    assertThat(connect(HOST, weaker).resumed()).isTrue();

    TlsInfo info = connect(HOST, verified("verify-full"));
    assertThat(info.resumed()).isFalse();
    assertThat(info.trustAnchor()).hasValue(ROOT.certificate());
    assertThat(info.verifiedName()).hasValue(HOST);
  }

  static Stream<Arguments> weakerDemands() {
    return Stream.of(
        Arguments.of("require", false),
        Arguments.of("require", true),
        Arguments.of("verify-ca", true));
  }

  @Test
  void trustsNoServerThatAWeakerModeHasConnectedTo() throws Exception {
    connect(WRONG_HOST, demand("require"));

    assertRefused(WRONG_HOST, verified("verify-full"), TlsFailure.WRONG_NAME);
    assertThat(connect(WRONG_HOST, demand("require")).resumed()).isTrue();
  }
}
