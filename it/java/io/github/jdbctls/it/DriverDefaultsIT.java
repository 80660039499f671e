package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path file from which pgjdbc takes the defaults of any property. */
class DriverDefaultsIT {
  private static final String FILE = "org/postgresql/driverconfig.properties";

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

  private static String connectWithDefaults(String line) throws Exception {
    Path classes = Files.createTempDirectory(folder, "classes");
    Path file = classes.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, line + "\n");
    return FreshJvm.with(ClassPath.ofApplication().with(classes))
        .run(ConnectProgram.class, arguments)
        .output();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=disable",
        "ssl=false",
        "socketFactory=org.example.Factory",
        "sslfactory=org.postgresql.ssl.NonValidatingFactory",
        "authenticationPluginClassName=org.example.Plugin",
        "service=elsewhere",
        "SSLMODE=disable",
        "sslpassword=hush",
        "channelBinding=disable"
      })
  void refusesDefaultsThatAUserMayNotWrite(String line) throws Exception {
    String output = connectWithDefaults(line);

    assertThat(output)
        .startsWith("FAILED WEAKENING_PARAMETER JTLS-104: \"" + line.replaceFirst("=.*", "\""))
        .contains(FILE)
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ApplicationName=defaults", "user=somebody"})
  void takesDefaultsThatHaveNothingToDoWithTls(String line) throws Exception {
    assertThat(connectWithDefaults(line)).startsWith("CONNECTED org.postgresql.jdbc.PgConnection");
  }
}
