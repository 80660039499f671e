package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.it.jvm.CancelProgram;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.Parameter;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of pgjdbc, each in a JVM of its own. */
class OldDriversIT {
  private static final String OLDEST = "42.7.12";
  private static final String TOO_OLD = "42.7.11";

  @TempDir private static Path folder;
  private static TlsServer server;
  private static String[] arguments;

  @BeforeAll
  static void startServer() throws Exception {
    server = TlsServer.start(folder);
    arguments =
        new String[] {
          server.bareUrl(), "user=app", "password=secret", "sslrootcert=" + server.rootFile()
        };
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private static Path driver(String version) {
    Path ofTheBuild = ClassPath.driver();
    return ofTheBuild.toString().contains(version) ? ofTheBuild : ClassPath.driver(version);
  }

  private static FreshJvm jvm(String version) {
    return FreshJvm.with(ClassPath.withoutDriver().with(driver(version)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42.7.14", OLDEST})
  void connectsWithADriverThatIsNewEnough(String version) throws Exception {
    FreshJvm.Run run = jvm(version).run(ConnectProgram.class, arguments);

    assertThat(run.output().lines())
        .contains("CONNECTED org.postgresql.jdbc.PgConnection", "VERSION " + version)
        .anySatisfy(
            line -> assertThat(line).startsWith("TLS TLSv1.3").contains("verified as localhost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42.7.14", OLDEST})
  void cancelsAQueryWithADriverThatIsNewEnough(String version) throws Exception {
    FreshJvm.Run run = jvm(version).run(CancelProgram.class, arguments);

    assertThat(run.output().strip()).isEqualTo("CANCELLED 57014");
  }

  @Test
  void refusesAnOlderDriverWithTheReason() throws Exception {
    FreshJvm.Run run = jvm(TOO_OLD).run(ConnectProgram.class, arguments);

    assertThat(run.output())
        .startsWith("FAILED DELEGATE_TOO_OLD JTLS-502: pgjdbc " + TOO_OLD)
        .contains("CVE-2026-54291", "org.postgresql:postgresql", OLDEST);
  }

  @Test
  void namesTheCoordinatesOfAMissingDriver() throws Exception {
    FreshJvm.Run run =
        FreshJvm.with(ClassPath.withoutDriver()).run(ConnectProgram.class, arguments);

    assertThat(run.output())
        .startsWith("FAILED DELEGATE_MISSING JTLS-501: ")
        .contains("org.postgresql.Driver", "Add org.postgresql:postgresql.");
  }

  @Test
  void knowsEveryPropertyOfTheOldestDriver() throws Exception {
    DelegateVocabulary vocabulary = new PostgresqlDialect().vocabulary();
    List<String> unknown = new ArrayList<>();
    try (URLClassLoader loader = new ClassPath(List.of(driver(OLDEST))).isolated("oldest")) {
      Class<?> properties = loader.loadClass("org.postgresql.PGProperty");
      Object[] constants = properties.getEnumConstants();
      assertThat(constants).hasSizeGreaterThan(50);
      for (Object property : constants) {
        String name = (String) properties.getMethod("getName").invoke(property);
        if (Parameter.find(name).isEmpty() && vocabulary.rule(name).isEmpty()) {
          unknown.add(name);
        }
      }
    }

    assertThat(unknown).isEmpty();
  }
}
