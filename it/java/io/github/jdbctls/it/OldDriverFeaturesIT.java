package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FeaturesProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The features of pgjdbc beside connecting, in the oldest version that is taken and in ours. */
class OldDriverFeaturesIT {
  private static final String OLDEST = "42.7.12";
  private static final String OURS = "42.7.14";

  @TempDir private static Path folder;
  @AutoClose private static TlsServer server;

  @BeforeAll
  static void startServer() throws IOException, SQLException {
    server = TlsServer.start(folder);
  }

  private static FreshJvm.Run run(Class<?> program, String version, String hosts, String parameters)
      throws Exception {
    Path ofTheBuild = ClassPath.driver();
    Path driver = ofTheBuild.toString().contains(version) ? ofTheBuild : ClassPath.driver(version);
    return FreshJvm.with(ClassPath.withoutDriver().with(driver))
        .run(
            program,
            "jdbc:tls:postgresql://" + hosts + "/postgres?" + parameters,
            "user=" + TlsServer.USER,
            "password=" + TlsServer.PASSWORD,
            "sslrootcert=" + server.rootFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {OURS, OLDEST})
  void workAtThePrimaryOfTwoHosts(String version) throws Exception {
    int port = server.server().port();

    FreshJvm.Run run =
        run(
            FeaturesProgram.class,
            version,
            "localhost:" + ClosedPort.find() + ",localhost:" + port,
            "targetServerType=primary&loginTimeout=30");

    assertThat(run.output().lines())
        .contains(
            "VERSION " + version,
            "PORT " + port,
            "COPY 5000",
            "LISTEN it rains",
            "LARGE OBJECT kept")
        .anySatisfy(
            line -> assertThat(line).startsWith("TLS TLSv1.3").contains("verified as localhost"))
        .hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {OURS, OLDEST})
  void endAtTheLoginTimeout(String version) throws Exception {
    try (ScriptedProxy silent = ScriptedProxy.before(server.server().port(), ProxyScript.stall())) {
      FreshJvm.Run run =
          run(ConnectProgram.class, version, "localhost:" + silent.port(), "loginTimeout=1");

      assertThat(run.output()).startsWith("FAILED TIMEOUT JTLS-308: ");
      assertThat(silent.fromClient().contains(TlsServer.USER)).isFalse();
    }
  }
}
