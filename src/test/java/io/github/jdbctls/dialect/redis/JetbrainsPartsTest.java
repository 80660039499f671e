package io.github.jdbctls.dialect.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JetBrains' driver, for which {@link JetbrainsStandIn} stands. */
class JetbrainsPartsTest {
  private final RedisDialect dialect = new RedisDialect();

  @TempDir private Path folder;

  @AfterEach
  void forgetDelegates() throws SQLException {
    TlsDriver.deregister();
    TlsDriver.register();
  }

  private URLClassLoader loader() throws IOException {
    return JetbrainsStandIn.compiled(folder, List.of()).loader();
  }

  private static String agreed(String command) {
    return command.equals("PING") ? "+PONG" : "+OK";
  }

  @Test
  void isLookedForAfterTheOther() {
    assertThat(Dialects.drivers(dialect))
        .extracting(driver -> driver.className())
        .containsExactly("com.itmuch.redis.jdbc.redis.RedisDriver", "jdbc.RedisDriver");
  }

  @Test
  void saysItsVersion() throws Exception {
    try (URLClassLoader loader = loader()) {
      Driver driver = JetbrainsStandIn.driver(loader);

      assertThat(dialect.version(driver)).contains(DriverVersion.of(1, 4));
      assertThat(Dialects.driver(dialect, driver)).isSameAs(JetbrainsParts.DELEGATE);
    }
  }

  @Test
  void makesItsConnectionOverAServerThatHasLetUsIn() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate server = TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(root);
    String rootFile = root.writeChain(folder.resolve("root.pem")).toString();
    try (URLClassLoader loader = loader();
        FakeRedis redis = FakeRedis.start(server, JetbrainsPartsTest::agreed)) {
      TlsDriver.addDelegate(JetbrainsStandIn.driver(loader));
      String url =
          "jdbc:tls:redis://app:word@localhost:"
              + redis.port()
              + "/0?hostaddr=127.0.0.1&timeout=10000&sslrootcert="
              + rootFile;

      try (Connection connection = DriverManager.getConnection(url)) {
        assertThat(connection.getClass()).isSameAs(loader.loadClass("jdbc.RedisConnection"));
        assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
        assertThat(redis.commands()).containsExactly("AUTH app word", "PING");
      }
    }
  }

  @Test
  void refusesAnOlderOneWithTheReason() throws Exception {
    try (URLClassLoader loader =
        JetbrainsStandIn.compiled(folder, List.of(), 3, "Connection").loader()) {
      TlsDriver.addDelegate(JetbrainsStandIn.driver(loader));

      assertThatThrownBy(() -> DriverManager.getConnection("jdbc:tls:redis://localhost:1/0"))
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.DELEGATE_TOO_OLD))
          .hasMessageContainingAll("JetBrains' redis-jdbc-driver 1.3", "DataGrip", "1.4 or later");
    }
  }

  /** Nobody is dialled: the handle stands for nothing. */
  @Test
  void refusesOneOfAnotherShapeAndNamesWhatIsMissing() throws Exception {
    try (URLClassLoader loader =
        JetbrainsStandIn.compiled(folder, List.of(), 9, "Object").loader()) {
      Driver driver = JetbrainsStandIn.driver(loader);

      assertThatThrownBy(() -> JetbrainsParts.of(driver))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().failure()).isEqualTo(TlsFailure.DELEGATE_MISSING);
                assertThat(e.problem().found())
                    .contains(
                        "jdbc.client.impl.standalone.RedisJedisClient",
                        "redis.clients.jedis.Connection");
                assertThat(e.problem().remedy())
                    .contains("DataGrip", "com.itmuch.redis:redis-jdbc-driver");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis/clients/jedis/JedisSocketFactory",
        "redis/clients/jedis/exceptions/JedisConnectionException",
        "jdbc/client/RedisClient",
        "jdbc/RedisConnection"
      })
  void namesAClassThatIsMissing(String missing) throws Exception {
    try (URLClassLoader loader = loader()) {
      Driver driver = JetbrainsStandIn.driver(loader);
      Files.delete(folder.resolve(missing + ".class"));

      assertThatThrownBy(() -> JetbrainsParts.of(driver))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().found().replace('.', '/')).contains(missing));
    }
  }
}
