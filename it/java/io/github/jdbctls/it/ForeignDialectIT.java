package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.it.foreign.ChangingDialect;
import io.github.jdbctls.it.foreign.ExampleDialect;
import io.github.jdbctls.it.jvm.AgainProgram;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dialect that is not in the jar: found on the class path, used, and no less strict. */
class ForeignDialectIT {
  private static final String CONNECTED = "CONNECTED org.postgresql.jdbc.PgConnection";

  @TempDir private static Path folder;
  private static TlsServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TlsServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String url(String subprotocol, String host) {
    return "jdbc:tls:"
        + subprotocol
        + "://"
        + host
        + ":"
        + server.server().port()
        + "/postgres?sslrootcert="
        + server.rootFile();
  }

  private static FreshJvm.Run connect(ClassPath classPath, String url)
      throws IOException, InterruptedException {
    return FreshJvm.with(classPath)
        .run(ConnectProgram.class, url, "user=" + TlsServer.USER, "password=" + TlsServer.PASSWORD);
  }

  private static FreshJvm.Run connectAgain(String... options)
      throws IOException, InterruptedException {
    FreshJvm jvm = FreshJvm.with(registering(ChangingDialect.class.getName()));
    for (String option : options) {
      jvm = jvm.option(option);
    }
    return jvm.run(
        AgainProgram.class,
        url("changingdb", "localhost"),
        "user=" + TlsServer.USER,
        "password=" + TlsServer.PASSWORD);
  }

  private static ClassPath registering(String... dialects) throws IOException {
    Path services = Files.createTempDirectory(folder, "services");
    Path file = services.resolve("META-INF/services").resolve(Dialect.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", dialects));
    return ClassPath.ofApplication().with(services);
  }

  private static ClassPath withExample() throws IOException {
    return registering(ExampleDialect.class.getName());
  }

  @Test
  void connectsByADialectThatTheServiceLoaderFinds() throws Exception {
    assertThat(connect(withExample(), url("ExampleDB", "localhost")).output())
        .contains("CONNECTED org.postgresql.jdbc.PgConnection", "TLS TLSv1.3", "as localhost");
  }

  @Test
  void verifiesItsServersAsAnyOther() throws Exception {
    assertThat(connect(withExample(), url("exampledb", "127.0.0.1")).output())
        .contains("FAILED WRONG_NAME");
  }

  @Test
  void namesItAmongTheSupportedWhereADriverHasNoDialect() throws Exception {
    assertThat(connect(withExample(), url("sqlserver", "localhost")).output())
        .contains("FAILED UNSUPPORTED_DATABASE", "\"sqlserver\"", "postgresql", "exampledb");
    assertThat(connect(ClassPath.ofApplication(), url("exampledb", "localhost")).output())
        .contains("FAILED UNSUPPORTED_DATABASE", "\"exampledb\"", "postgresql");
  }

  /** One that pretends to be PostgreSQL's would be asked for nothing. */
  @Test
  void leavesTheBuiltInDialectsTheirUrls() throws Exception {
    String impostor = "io.github.jdbctls.it.foreign.Impostor";

    assertThat(connect(registering(impostor), url("postgresql", "localhost")).output())
        .contains("CONNECTED org.postgresql.jdbc.PgConnection", "as localhost")
        .doesNotContain("impostor");
  }

  @Test
  void goesOnWithoutADialectThatCannotBeMade() throws Exception {
    FreshJvm.Run run =
        connect(
            registering("com.example.NoDialect", ExampleDialect.class.getName()),
            url("exampledb", "localhost"));

    assertThat(run.output()).contains("CONNECTED org.postgresql.jdbc.PgConnection");
    assertThat(run.errors()).contains("com.example.NoDialect");
  }

  /** What was read may be collected at any time, so it is read now and then, but not each time. */
  @Test
  void asksItAtEachConnectThoughTheWordsAreTheSame() throws Exception {
    List<String> lines = connectAgain().output().lines().toList();

    int connected = Collections.frequency(lines, CONNECTED);
    assertThat(Collections.frequency(lines, "PARSED")).isEqualTo(connected).isBetween(1, 19);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("FAILED"))
        .hasSize(20 - connected)
        .allSatisfy(line -> assertThat(line).contains("not a second time"));
  }

  /** Each was read partly in the one home and partly in the other. */
  @Test
  void keepsNoRequestThatSomethingHasChangedUnder() throws Exception {
    List<String> lines = connectAgain("-Dchanging.home=" + folder).output().lines().toList();

    assertThat(lines).containsOnly("PARSED", CONNECTED);
    assertThat(Collections.frequency(lines, "PARSED")).isEqualTo(20);
    assertThat(Collections.frequency(lines, CONNECTED)).isEqualTo(20);
  }
}
