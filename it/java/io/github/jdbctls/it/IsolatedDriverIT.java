package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.jvm.ClassPath;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pgjdbc in a class loader of its own, as application servers and plug-ins have it. */
class IsolatedDriverIT {
  @TempDir private static Path folder;
  private static TlsServer server;

  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

  @BeforeAll
  static void startServer() throws Exception {
    server = TlsServer.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @AfterEach
  void forgetDelegates() throws Exception {
    Thread.currentThread().setContextClassLoader(usual);
    TlsDriver.deregister();
    TlsDriver.register();
  }

  private static Driver driverOf(ClassLoader loader) throws ReflectiveOperationException {
    return (Driver) loader.loadClass("org.postgresql.Driver").getConstructor().newInstance();
  }

  private static ClassPath pgjdbc() {
    return new ClassPath(List.of(ClassPath.driver()));
  }

  private static TlsException refusal() throws SQLException {
    return Refusal.of(() -> DriverManager.getConnection(server.url(), server.login()));
  }

  @Test
  void connectsThroughTheContextLoaderWithANewDriver() throws Exception {
    try (URLClassLoader isolated = pgjdbc().isolated("alone")) {
      TlsDriver.addDelegate(driverOf(isolated));
      try (Connection connection = DriverManager.getConnection(server.url(), server.login())) {
        Class<?> own = isolated.loadClass("org.postgresql.PGConnection");
        assertThat(connection.getClass().getClassLoader()).isSameAs(isolated);
        assertThat(connection.unwrap(own)).isSameAs(connection);
        assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
      }
    }
  }

  @Test
  void refusesAnOldDriverThatDoesNotLookInTheContextLoader() throws Exception {
    ClassPath oldest = new ClassPath(List.of(ClassPath.driver("42.7.12")));
    try (URLClassLoader isolated = oldest.isolated("oldest")) {
      TlsDriver.addDelegate(driverOf(isolated));

      assertThat(refusal().failure()).isEqualTo(TlsFailure.HOOK_NOT_VISIBLE);
    }
  }

  @Test
  void namesBothLoadersWhereTheDriverCannotSeeOurClasses() throws Exception {
    try (URLClassLoader isolated = pgjdbc().isolated("alone")) {
      TlsDriver.addDelegate(driverOf(isolated));
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());

      TlsException refused = refusal();
      assertThat(refused.failure()).isEqualTo(TlsFailure.HOOK_NOT_VISIBLE);
      assertThat(refused.getMessage())
          .contains("(" + isolated + ") does not see io.github.jdbctls.")
          .contains("whose class loader is " + TlsDriver.class.getClassLoader());
    }
  }

  @Test
  void namesBothLoadersWhereTheContextLoaderHasADriverOfItsOwn() throws Exception {
    try (URLClassLoader isolated = pgjdbc().isolated("alone")) {
      Thread.currentThread().setContextClassLoader(isolated);

      TlsException refused = refusal();
      assertThat(refused.failure()).isEqualTo(TlsFailure.HOOK_NOT_VISIBLE);
      assertThat(refused.getMessage()).contains("(" + isolated + ") does not see");
    }
  }

  @Test
  void refusesADriverThatSeesAnotherCopyOfOurClasses() throws Exception {
    try (URLClassLoader isolated = ClassPath.ofApplication().isolated("copy")) {
      TlsDriver.addDelegate(driverOf(isolated));

      TlsException refused = refusal();
      assertThat(refused.failure()).isEqualTo(TlsFailure.HOOK_NOT_VISIBLE);
      assertThat(refused.getMessage())
          .contains("(" + isolated + ") has another copy of io.github.jdbctls.")
          .contains("whose class loader is " + TlsDriver.class.getClassLoader());
    }
  }

  @Test
  void refusesClassPathDefaultsOfADriverThatTheApplicationHasAdded() throws Exception {
    Path defaults = folder.resolve("defaults/org/postgresql/driverconfig.properties");
    Files.createDirectories(defaults.getParent());
    Files.writeString(defaults, "authenticationPluginClassName=org.example.Plugin\n");
    try (URLClassLoader isolated = pgjdbc().with(folder.resolve("defaults")).isolated("alone")) {
      TlsDriver.addDelegate(driverOf(isolated));

      assertThat(refusal().failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER);
    }
  }
}
