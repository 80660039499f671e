package io.github.jdbctls.it.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.mysql.MysqlDialect;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.Parameter;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older version of Connector/J, in a JVM of its own. */
class OldMysqlDriverIT {
  private static final String VERSION = "9.7.0";

  @TempDir private Path folder;

  private static Path driver() {
    Path jar =
        Path.of("target", "drivers", "mysql-connector-j-" + VERSION + ".jar").toAbsolutePath();
    assertThat(Files.isRegularFile(jar)).as("the build has copied " + jar).isTrue();
    return jar;
  }

  @Test
  void connects() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    Path rootFile = root.writeChain(folder.resolve("root.crt"));
    try (MysqlServer server =
        MysqlServer.start(
            MysqlSettings.tls(
                TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(root)))) {
      server.createUser("app", "secret", "SSL");

      FreshJvm.Run run =
          FreshJvm.with(ClassPath.withoutDriver().with(driver()))
              .run(
                  ConnectProgram.class,
                  "jdbc:tls:mysql://localhost:" + server.port() + "/test",
                  "user=app",
                  "password=secret",
                  "sslrootcert=" + rootFile);

      assertThat(run.output())
          .contains("CONNECTED com.mysql.cj.jdbc.ConnectionImpl", VERSION)
          .contains("TLS TLSv1.3", "verified as localhost");
    }
  }

  @Test
  void knowsEveryProperty() throws Exception {
    DelegateVocabulary vocabulary = new MysqlDialect().vocabulary();
    List<String> unknown = new ArrayList<>();
    try (URLClassLoader loader = new ClassPath(List.of(driver())).isolated("older")) {
      Class<?> keys = loader.loadClass("com.mysql.cj.conf.PropertyKey");
      assertThat(keys.getEnumConstants()).hasSizeGreaterThan(200);
      for (Object key : keys.getEnumConstants()) {
        String name = (String) keys.getMethod("getKeyName").invoke(key);
        if (Parameter.find(name).isEmpty() && vocabulary.rule(name).isEmpty()) {
          unknown.add(name);
        }
      }
    }

    assertThat(unknown).isEmpty();
  }
}
