package io.github.jdbctls.it.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.mariadb.MariadbDialect;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.server.MariadbServer.Release;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.Parameter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older of the two plugin interfaces of MariaDB's driver, in a JVM of its own. */
class OldMariadbDriverIT {
  private static final String VERSION = "3.5.9";

  @TempDir private static Path folder;
  private static TlsMariadb mariadb;

  @BeforeAll
  static void start() throws IOException {
    mariadb = TlsMariadb.start(Release.MARIADB_11, folder);
  }

  @AfterAll
  static void stop() {
    mariadb.close();
  }

  private static Path driver() {
    Path jar =
        Path.of("target", "drivers", "mariadb-java-client-" + VERSION + ".jar").toAbsolutePath();
    assertThat(Files.isRegularFile(jar)).as("the build has copied " + jar).isTrue();
    return jar;
  }

  private static String connect(String url) throws IOException, InterruptedException {
    return FreshJvm.with(ClassPath.withoutDriver().with(driver()))
        .run(
            ConnectProgram.class, url, "user=" + TlsMariadb.USER, "password=" + TlsMariadb.PASSWORD)
        .output();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sequential:", "load-balance:", "replication:"})
  void connects(String arrangement) throws Exception {
    assertThat(connect(mariadb.url(arrangement, mariadb.host())))
        .contains("CONNECTED org.mariadb.jdbc.Connection", VERSION)
        .contains("TLS TLSv1.3", "verified as localhost");
  }

  @Test
  void refusesAnotherName() throws Exception {
    assertThat(connect(mariadb.url("", "127.0.0.1:" + mariadb.server().port())))
        .contains("FAILED WRONG_NAME");
  }

  @Test
  void knowsEveryOption() throws Exception {
    DelegateVocabulary vocabulary = new MariadbDialect().vocabulary();
    List<String> unknown;
    try (URLClassLoader loader = new ClassPath(List.of(driver())).isolated("older")) {
      List<String> options =
          Arrays.stream(
                  loader.loadClass("org.mariadb.jdbc.Configuration$Builder").getDeclaredFields())
              .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
              .map(Field::getName)
              .filter(name -> !name.startsWith("_"))
              .toList();
      assertThat(options).hasSizeGreaterThan(80);
      unknown =
          options.stream()
              .filter(name -> Parameter.find(name).isEmpty() && vocabulary.rule(name).isEmpty())
              .toList();
    }

    assertThat(unknown).isEmpty();
  }
}
