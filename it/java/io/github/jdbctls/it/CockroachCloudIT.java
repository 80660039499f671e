package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.net.PasswordServer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection string that CockroachCloud prints, with {@code jdbc:tls:} in front of it. The
 * server stands in for CockroachDB's login; its TLS is real.
 */
class CockroachCloudIT {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("cockroach").dnsName("localhost").issuedBy(ROOT);
  private static final String STORE_PASSWORD = "store-password";

  @TempDir private Path folder;

  /** A JVM with a home directory that has this root, as CockroachCloud tells its users to. */
  private FreshJvm withRoot(TestCertificate root) throws Exception {
    root.writeChain(
        Files.createDirectories(folder.resolve("home/.postgresql")).resolve("root.crt"));
    return FreshJvm.with(ClassPath.ofApplication())
        .variable("HOME", folder.resolve("home").toString());
  }

  private static FreshJvm.Run connect(FreshJvm jvm, PasswordServer server, String parameters)
      throws Exception {
    return jvm.run(
        ConnectProgram.class,
        "jdbc:tls:postgresql://maxroach:s%2Bcret+1@localhost:"
            + server.port()
            + "/defaultdb?"
            + parameters
            + "options=--cluster%3Dfunky-skunk-123");
  }

  private static void assertLoggedIn(FreshJvm.Run run, PasswordServer server, String protocol) {
    assertThat(run.output().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("TLS " + protocol)
                    .contains("verified as localhost", "sslmode=verify-full"));
    assertThat(server.logins())
        .singleElement()
        .satisfies(
            login -> {
              assertThat(login.protocol()).isEqualTo(protocol);
              assertThat(login.password()).isEqualTo("s+cret+1");
              assertThat(login.parameters())
                  .containsAllEntriesOf(
                      Map.of(
                          "user", "maxroach",
                          "database", "defaultdb",
                          "options", "--cluster=funky-skunk-123"));
            });
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"TLSv1.2, sslmode=verify-full&", "TLSv1.3, sslmode=verify-full&", "TLSv1.3, ''"})
  void logsInByTheRootInTheHomeDirectory(String protocol, String parameters) throws Exception {
    try (PasswordServer server = PasswordServer.start(SERVER, protocol)) {
      assertLoggedIn(connect(withRoot(ROOT), server, parameters), server, protocol);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sslmode=verify-full&"})
  void logsInByPublicRoots(String parameters) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", ROOT.certificate());
    Path file = folder.resolve("public.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, STORE_PASSWORD.toCharArray());
    }
    FreshJvm jvm =
        FreshJvm.with(ClassPath.ofApplication())
            .option("-Djavax.net.ssl.trustStore=" + file)
            .option("-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);

    try (PasswordServer server = PasswordServer.start(SERVER, "TLSv1.3")) {
      assertLoggedIn(connect(jvm, server, parameters), server, "TLSv1.3");
    }
  }

  @Test
  void saysNothingToAServerOfAnotherRoot() throws Exception {
    try (PasswordServer server = PasswordServer.start(SERVER, "TLSv1.3")) {
      FreshJvm.Run run =
          connect(withRoot(TestCertificate.authority("other").selfSigned()), server, "");

      assertThat(run.output()).startsWith("FAILED UNTRUSTED_CHAIN JTLS-401: ");
      assertThat(server.startups()).isEmpty();
    }
  }

  @Test
  void saysNothingToAServerOfAnotherName() throws Exception {
    TestCertificate other =
        TestCertificate.leaf("cockroach").dnsName("other.example.invalid").issuedBy(ROOT);
    try (PasswordServer server = PasswordServer.start(other, "TLSv1.3")) {
      FreshJvm.Run run = connect(withRoot(ROOT), server, "");

      assertThat(run.output()).startsWith("FAILED WRONG_NAME JTLS-");
      assertThat(server.startups()).isEmpty();
    }
  }

  /** A shell would have replaced it; the console prints it for one. */
  @Test
  void saysWhatToWriteForAVariableOfAShell() throws Exception {
    try (PasswordServer server = PasswordServer.start(SERVER, "TLSv1.3")) {
      FreshJvm.Run run = connect(withRoot(ROOT), server, "sslrootcert=$HOME/.postgresql/root.crt&");

      assertThat(run.output())
          .startsWith("FAILED INVALID_VALUE JTLS-103: \"sslrootcert\" in the URL")
          .contains("~/.postgresql/root.crt");
      assertThat(server.received().bytes()).isEmpty();
    }
  }

  /** The password is asked for in clear, which was not allowed: none is sent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "require_auth=scram-sha-256&",
        "require_auth=!password&",
        "channel_binding=require&"
      })
  void sendsNoPasswordByAMethodThatIsNotAllowed(String parameters) throws Exception {
    try (PasswordServer server = PasswordServer.start(SERVER, "TLSv1.3")) {
      FreshJvm.Run run = connect(withRoot(ROOT), server, parameters);

      assertThat(run.output()).startsWith("FAILED org.postgresql.util.PSQLException ");
      assertThat(server.startups()).hasSize(1);
      assertThat(server.logins()).isEmpty();
    }
  }
}
