package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.jvm.InstallProgram;
import io.github.jdbctls.it.jvm.RelinkProgram;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy and the environment, each in a JVM of its own. */
class PolicyIT {
  @TempDir private static Path folder;
  private static TlsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = TlsServer.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private static Path policy(String... lines) throws Exception {
    return Files.write(folder.resolve("tls.policy"), List.of(lines));
  }

  private static FreshJvm jvm() {
    return FreshJvm.with(ClassPath.ofApplication());
  }

  private static FreshJvm jvm(Path policy) {
    return jvm().option("-Djdbctls.policy=" + policy);
  }

  private static FreshJvm.Run connect(FreshJvm jvm, String... more) throws Exception {
    return jvm.run(
        ConnectProgram.class,
        Stream.concat(Stream.of(server.bareUrl(), "user=app", "password=secret"), Stream.of(more))
            .toArray(String[]::new));
  }

  private static String trusted() {
    return "sslrootcert=" + server.rootFile();
  }

  @Test
  void refusesAWeakerModeAndNamesPolicyAndParameter() throws Exception {
    Path policy = policy("least-mode=verify-ca");

    assertThat(connect(jvm(policy), "sslmode=require").output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("require", "\"sslmode\" in the properties", "verify-ca", policy.toString());
    assertThat(connect(jvm(policy), "sslmode=verify-ca", trusted()).output())
        .startsWith("CONNECTED ");
  }

  @Test
  void refusesAWeakerModeOfTheEnvironment() throws Exception {
    Path policy = policy("least-mode=verify-full");

    assertThat(connect(jvm(policy).variable("PGSSLMODE", "disable"), trusted()).output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("disable", "PGSSLMODE", policy.toString());
  }

  @Test
  void refusesAServerWithoutTheLeastProtocol() throws Exception {
    Path policy = policy("least-protocol=TLSv1.3");
    FreshJvm.Run withNewProtocol = connect(jvm(policy), trusted());
    server.server().execute("ALTER SYSTEM SET ssl_max_protocol_version = 'TLSv1.2'");
    try {
      server.server().reconfigure(server.settings());

      assertThat(withNewProtocol.output()).contains("CONNECTED ", "TLS TLSv1.3 ");
      assertThat(connect(jvm(), trusted()).output()).contains("TLS TLSv1.2 ");
      assertThat(connect(jvm(policy), trusted()).output())
          .startsWith("FAILED PROTOCOL_VERSION JTLS-304: ")
          .contains("older than TLSv1.3 are forbidden by the policy file " + policy);
    } finally {
      server.server().execute("ALTER SYSTEM RESET ssl_max_protocol_version");
      server.server().reconfigure(server.settings().leastVersion(TlsVersion.TLS_1_2));
    }
  }

  @Test
  void refusesAnOlderProtocolThatIsNamedAndPlainTextWhereThereIsALeastProtocol() throws Exception {
    Path policy = policy("least-protocol=TLSv1.3");

    assertThat(connect(jvm(policy), trusted(), "ssl_min_protocol_version=TLSv1.2").output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("\"ssl_min_protocol_version\" in the properties", policy.toString());
    assertThat(connect(jvm(policy).variable("PGSSLMODE", "prefer"), trusted()).output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("PGSSLMODE", "require", policy.toString());
  }

  @Test
  void letsAUrlNameFilesInItsFoldersOnly() throws Exception {
    Path allowed = Files.createDirectories(folder.toRealPath().resolve("allowed"));
    Path root = Files.copy(server.rootFile(), allowed.resolve("root.crt"));
    Path policy = policy("url-folders=" + allowed, "url-sources=file");

    assertThat(connectTo("?sslrootcert=" + root, jvm(policy)).output()).startsWith("CONNECTED ");
    assertThat(connectTo("?sslrootcert=" + server.rootFile(), jvm(policy)).output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("\"sslrootcert\" in the URL", allowed.toString(), policy.toString());
    assertThat(connectTo("?sslrootcert=system", jvm(policy)).output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("\"sslrootcert\" in the URL", "system", policy.toString());
    assertThat(connect(jvm(policy), trusted()).output()).startsWith("CONNECTED ");

    Path list = Files.createSymbolicLink(allowed.resolve("ca.crl"), server.rootFile());
    assertThat(connectTo("?sslrootcert=" + root + "&sslcrldir=" + allowed, jvm(policy)).output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("\"sslcrldir\" in the URL", list.toString(), policy.toString());
  }

  /** The connection stands, and its file may have become a link by the time of a cancel. */
  @Test
  void holdsTheFilesOfACancelAgainstItsFoldersAnew() throws Exception {
    Path inside = Files.createDirectories(folder.toRealPath().resolve("inside"));
    Path root = Files.copy(server.rootFile(), inside.resolve("root.crt"));
    Path other = Files.copy(server.rootFile(), inside.resolve("other.crt"));
    Path policy = policy("url-folders=" + inside);

    FreshJvm.Run within = relink(policy, link(inside, root), other);
    FreshJvm.Run outwards = relink(policy, link(inside, root), server.rootFile());

    assertThat(within.output()).contains("CONNECTED", "CANCELLED 57014");
    assertThat(outwards.output()).contains("CONNECTED", "NOT CANCELLED");
    assertThat(outwards.errors())
        .contains("cancel request", "was not sent: JTLS-108", inside.toString());
  }

  private static Path link(Path directory, Path target) throws IOException {
    Path link = directory.resolve("link.crt");
    Files.deleteIfExists(link);
    return Files.createSymbolicLink(link, target);
  }

  private static FreshJvm.Run relink(Path policy, Path link, Path target) throws Exception {
    return jvm(policy)
        .run(
            RelinkProgram.class,
            server.bareUrl() + "?sslrootcert=" + link,
            "user=app",
            "password=secret",
            "link=" + link,
            "target=" + target);
  }

  @Test
  void warnsOfAnOpenKeyFileOrRefusesToWhereItIsEnforced() throws Exception {
    TestCertificate client = TestCertificate.leaf("app").selfSigned();
    String certificate = "sslcert=" + client.writeChain(folder.resolve("app.crt"));
    Path key = client.writeKey(folder.resolve("app.key"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    String[] open = {trusted(), certificate, "sslkey=" + key, "sslkeypermissions=warn"};

    assertThat(connect(jvm(), trusted(), certificate, "sslkey=" + key).output())
        .startsWith("FAILED KEY_PERMISSIONS JTLS-205: ");
    FreshJvm.Run relaxed = connect(jvm(), open);
    assertThat(relaxed.output()).startsWith("CONNECTED ");
    assertThat(relaxed.errors()).contains("WARNING: " + key, "0644", "sslkeypermissions=warn");
    assertThat(connect(jvm(policy("key-permissions=enforce")), open).output())
        .startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: ")
        .contains("\"sslkeypermissions\" in the properties");
  }

  @Test
  void refusesANamedVersionThatTheJvmHasDisabled() throws Exception {
    assertThat(connect(jvm(), trusted(), "ssl_min_protocol_version=TLSv1.1").output())
        .startsWith("FAILED INVALID_VALUE JTLS-103: ")
        .contains("\"ssl_min_protocol_version\" in the properties", "jdk.tls.disabledAlgorithms");
    assertThat(connect(jvm(), trusted(), "ssl_min_protocol_version=").output())
        .contains("CONNECTED ", "TLS TLSv1.3 ");
    assertThat(
            connect(
                    jvm().option("-Djdk.tls.client.protocols=TLSv1.2"),
                    trusted(),
                    "ssl_max_protocol_version=TLSv1.3")
                .output())
        .startsWith("FAILED INVALID_VALUE JTLS-103: ")
        .contains("jdk.tls.client.protocols");
    assertThat(connect(jvm().option("-Djdk.tls.client.protocols=TLSv1.2"), trusted()).output())
        .contains("CONNECTED ", "TLS TLSv1.2 ");
  }

  private static FreshJvm.Run connectTo(String query, FreshJvm jvm) throws Exception {
    return jvm.run(ConnectProgram.class, server.bareUrl() + query, "user=app", "password=secret");
  }

  @Test
  void ignoresTheEnvironmentWhereThePolicySaysSo() throws Exception {
    Path policy = policy("environment=ignore");

    assertThat(connect(jvm(policy).variable("PGSSLMODE", "disable"), trusted()).output())
        .startsWith("CONNECTED ")
        .contains("sslmode=verify-full (the default of sslmode)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"least-mode=strong", "lest-mode=verify-full", "environment=maybe", "# nothing"})
  void aPolicyThatCannotBeReadClosesEverything(String line) throws Exception {
    Path policy = policy(line);

    assertThat(connect(jvm(policy), trusted()).output())
        .startsWith("FAILED INVALID_POLICY JTLS-109: ")
        .contains(policy.toString());
    assertThat(connect(jvm(policy), "sslmode=disable").output())
        .startsWith("FAILED INVALID_POLICY ");
  }

  @Test
  void aMissingPolicyClosesEverything() throws Exception {
    assertThat(connect(jvm(folder.resolve("none")), trusted()).output())
        .startsWith("FAILED INVALID_POLICY JTLS-109: ");
  }

  @Test
  void canBeInstalledOnce() throws Exception {
    FreshJvm.Run run = jvm().run(InstallProgram.class, server.url() + "&sslmode=require");

    assertThat(run.output().lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).startsWith("FAILED FORBIDDEN_BY_POLICY JTLS-108: "))
        .contains("SECOND a policy is in force already, set by TlsPolicy.install");
  }

  @Test
  void cannotBeInstalledOverAFile() throws Exception {
    Path policy = policy("least-mode=require");

    assertThat(jvm(policy).run(InstallProgram.class, server.url()).output())
        .startsWith("FIRST a policy is in force already, set by the policy file " + policy);
  }

  @Test
  void warnsOfAModeOfTheEnvironmentAndNamesTheVariable() throws Exception {
    FreshJvm.Run run = connect(jvm().variable("PGSSLMODE", "require"));

    assertThat(run.output()).contains("CONNECTED ", "sslmode=require (the environment");
    assertThat(run.errors()).contains("WARNING: ", "the environment variable PGSSLMODE");
  }

  @Test
  void doesNotWarnOfTheDefaultMode() throws Exception {
    FreshJvm.Run run = connect(jvm(), trusted());

    assertThat(run.output()).contains("CONNECTED ");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void aRefusalShowsNoPasswordAtTheFinestLevel() throws Exception {
    Path logging =
        Files.writeString(
            folder.resolve("logging.properties"),
            """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = ALL
            .level = ALL
            """);
    FreshJvm.Run run =
        connect(
            jvm(policy("least-mode=verify-ca"))
                .option("-Djava.util.logging.config.file=" + logging),
            "sslmode=require",
            "sslpassword=secret");

    assertThat(run.output()).startsWith("FAILED FORBIDDEN_BY_POLICY ");
    assertThat(run.output() + run.errors()).doesNotContain("secret");
  }
}
