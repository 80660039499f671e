package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.jvm.ProgramJar;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the first connect of a JVM loads: any class of the signed BouncyCastle jar costs 150 ms, a
 * function object a fifth of one, the hash of a record up to twenty.
 */
class ColdStartIT {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").issuedBy(ROOT);

  /** A few more than there are. */
  private static final int MOST_FUNCTIONS = 30;

  @TempDir private static Path folder;
  private static PostgresServer server;
  private static Path rootFile;

  @BeforeAll
  static void startServer() throws Exception {
    rootFile = ROOT.writeChain(folder.resolve("root.crt"));
    server =
        PostgresServer.start(
            PostgresSettings.tls(
                    TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY))
                .clientAuthority(ROOT)
                .access("hostssl all app all cert"));
    server.createUser("app", "unused");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "EC_P256,PKCS8",
    "EC_P256,PKCS8_AES",
    "EC_P256,SEC1",
    "RSA_2048,PKCS8",
    "RSA_2048,PKCS8_AES",
    "RSA_2048,PKCS1",
    "ED25519,PKCS8"
  })
  void connectsWithPlainPemFilesWithoutAnyClassOfBouncyCastle(
      KeyAlgorithm algorithm, KeyFormat format) throws Exception {
    assertThat(bouncyCastle(loaded(algorithm, format))).isEmpty();
  }

  @Test
  void loadsBouncyCastleForAKeyThatTheJdkCannotDecrypt() throws Exception {
    assertThat(bouncyCastle(loaded(KeyAlgorithm.EC_P256, KeyFormat.PKCS8_3DES))).isNotEmpty();
  }

  @Test
  void loadsWhatItNeedsAndHardlyAnyClassMadeAtRunTime() throws Exception {
    List<String> loaded = loaded(KeyAlgorithm.EC_P256, KeyFormat.PKCS8);

    assertThat(loaded)
        .filteredOn(line -> line.contains(" io.github.jdbctls."))
        .filteredOn(line -> line.contains("$$Lambda"))
        .hasSizeBetween(1, MOST_FUNCTIONS);
    assertThat(loaded)
        .noneMatch(line -> line.contains(" java.lang.runtime.ObjectMethods "))
        .noneMatch(line -> line.contains(".PgRules "))
        .noneMatch(line -> line.contains(".UrlMask "))
        .noneMatch(line -> line.contains(".Misspelling "));
  }

  /**
   * Where an archive takes our classes away from a first connect, hardly anything is left of us.
   */
  @Test
  void loadsNoClassOfOursFromTheJarWhereThereIsAnArchiveOfClassData() throws Exception {
    Path archive = folder.resolve("classes.jsa");
    Path program = ProgramJar.write(folder.resolve("program.jar"), ConnectProgram.class);
    // No archive takes the classes of a folder.
    FreshJvm jvm = FreshJvm.withAlone(ClassPath.ofApplication().with(program));
    List<String> arguments = arguments(KeyAlgorithm.EC_P256, KeyFormat.PKCS8);

    connected(jvm.option("-XX:ArchiveClassesAtExit=" + archive), arguments);
    FreshJvm later = jvm.option("-XX:SharedArchiveFile=" + archive).option("-verbose:class");

    assertThat(connected(later, arguments))
        .filteredOn(line -> line.contains(" io.github.jdbctls."))
        .hasSizeGreaterThan(100)
        .allMatch(line -> line.contains("source: shared objects file (top)"));
  }

  private static List<String> bouncyCastle(List<String> loaded) {
    return loaded.stream().filter(line -> line.contains(" org.bouncycastle.")).toList();
  }

  private static List<String> loaded(KeyAlgorithm algorithm, KeyFormat format) throws Exception {
    List<String> loaded =
        connected(
            FreshJvm.with(ClassPath.ofApplication()).option("-verbose:class"),
            arguments(algorithm, format));
    assertThat(loaded).anyMatch(line -> line.contains(" io.github.jdbctls.TlsDriver source: "));
    return loaded;
  }

  private static List<String> arguments(KeyAlgorithm algorithm, KeyFormat format) throws Exception {
    TestCertificate client = TestCertificate.leaf("app").algorithm(algorithm).issuedBy(AUTHORITY);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = format.write(folder.resolve("app.key"), client, "open");
    List<String> arguments = new ArrayList<>();
    arguments.add("jdbc:tls:postgresql://localhost:" + server.port() + "/postgres");
    arguments.addAll(
        List.of("user=app", "sslrootcert=" + rootFile, "sslcert=" + chain, "sslkey=" + key));
    if (format.isEncrypted()) {
      arguments.add("sslpassword=open");
    }
    return arguments;
  }

  /** Connects, and returns which classes were loaded if the JVM says so. */
  private static List<String> connected(FreshJvm jvm, List<String> arguments) throws Exception {
    FreshJvm.Run run = jvm.run(ConnectProgram.class, arguments.toArray(new String[0]));

    List<String> loaded = run.output().lines().filter(line -> line.contains(",load] ")).toList();
    assertThat(run.output().lines().filter(line -> !loaded.contains(line)))
        .contains("CONNECTED org.postgresql.jdbc.PgConnection")
        .anyMatch(line -> line.contains(", as CN=app, sslmode=verify-full"));
    return loaded;
  }
}
