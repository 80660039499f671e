package io.github.jdbctls.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.dialect.redis.JetbrainsStandIn;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.Requirement;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.net.DirectTlsScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** JetBrains' driver, for which a stand-in stands, before a real Redis. */
class JetbrainsDriverIT {
  @TempDir private static Path folder;
  @AutoClose private static RedisFixture redis;

  @TempDir private Path classes;

  /** What the stand-in stands on. */
  private enum Jedis {
    OF_THE_STAND_IN,
    REAL;

    List<Path> jars() {
      if (this == OF_THE_STAND_IN) {
        return List.of();
      }
      Path jar = Path.of("target", "drivers", "jedis-4.4.3.jar").toAbsolutePath();
      Requirement.met(Files.isRegularFile(jar), "Jedis 4.4.3", "the build has not copied " + jar);
      return List.of(
          jar, ClassPath.origin(GenericObjectPool.class), ClassPath.origin(Logger.class));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    redis = RedisFixture.start(folder);
  }

  @AfterEach
  void forgetDelegates() throws SQLException {
    TlsDriver.deregister();
    TlsDriver.register();
  }

  private URLClassLoader added(Jedis jedis) throws Exception {
    URLClassLoader loader = JetbrainsStandIn.compiled(classes, jedis.jars()).loader();
    TlsDriver.addDelegate(JetbrainsStandIn.driver(loader));
    return loader;
  }

  @ParameterizedTest
  @EnumSource(Jedis.class)
  void returnsTheDriversOwnConnectionAsTheUserAndInTheDatabase(Jedis jedis) throws Exception {
    try (URLClassLoader loader = added(jedis);
        Connection connection =
            DriverManager.getConnection(redis.url().replace("/0?", "/3?"), RedisFixture.login())) {
      assertThat(connection.getClass()).isSameAs(loader.loadClass("jdbc.RedisConnection"));
      assertThat(connection.isValid(1)).isTrue();
      assertThat(connection.getCatalog()).isEqualTo("3");
      assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
      assertThat(redis.server().execute("CLIENT", "LIST", "TYPE", "normal").lines())
          .filteredOn(line -> line.contains("user=" + RedisFixture.USER))
          .singleElement()
          .asString()
          .contains(" db=3 ");
    }
  }

  /** Jedis would connect again, to whoever is there then, and nobody would have logged in. */
  @ParameterizedTest
  @EnumSource(Jedis.class)
  void endsWhenTheServerEndsItWithoutAnotherConnection(Jedis jedis) throws Exception {
    try (URLClassLoader loader = added(jedis);
        ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(redis.server().port(), DirectTlsScript.passThrough())) {
      assertThat(loader).isNotNull();
      // Not closed: the driver fails at that.
      Connection connection =
          DriverManager.getConnection(
              RedisFixture.url(proxy.port(), "sslrootcert=" + redis.rootFile()),
              RedisFixture.login());
      redis.server().execute("CLIENT", "KILL", "USER", RedisFixture.USER);

      for (int i = 0; i < 3; i++) {
        assertThat(connection.isValid(1)).isFalse();
      }
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.fromClient().contains(RedisFixture.PASSWORD)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Jedis.class)
  void tellsNothingToAServerOfAnotherName(Jedis jedis) throws Exception {
    TestCertificate other =
        TestCertificate.leaf("other").dnsName("other.example.com").issuedBy(RedisFixture.ROOT);
    try (URLClassLoader loader = added(jedis);
        ScriptedProxy proxy =
            ScriptedProxy.playingAtOnce(
                redis.server().port(), DirectTlsScript.manInTheMiddle(other))) {
      assertThat(loader).isNotNull();
      String url = RedisFixture.url(proxy.port(), "sslrootcert=" + redis.rootFile());

      assertThat(Refusal.of(() -> DriverManager.getConnection(url, RedisFixture.login())).failure())
          .isEqualTo(TlsFailure.WRONG_NAME);
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.fromClient().contains(RedisFixture.PASSWORD)).isFalse();
      assertThat(proxy.decrypted().contains(RedisFixture.PASSWORD)).isFalse();
    }
  }

  /** The pool asks the driver's connection what it is, which does not answer. */
  @Test
  void servesAPoolBesideThatOfAnotherDriver() throws Exception {
    Connection itmuchs = redis.connect();
    try (URLClassLoader loader = added(Jedis.OF_THE_STAND_IN)) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(redis.url());
      config.setUsername(RedisFixture.USER);
      config.setPassword(RedisFixture.PASSWORD);
      config.setMaximumPoolSize(1);
      try (HikariDataSource pool = new HikariDataSource(config);
          Connection connection = pool.getConnection()) {
        assertThat(loader).isNotNull();
        assertThat(TlsInfo.of(connection).orElseThrow().verifiedName()).contains("localhost");
      }
    } finally {
      itmuchs.close();
    }
  }

  @Test
  void speaksPlainTextWhereThatIsDemanded() throws Exception {
    try (URLClassLoader loader = added(Jedis.OF_THE_STAND_IN);
        RedisFixture plain = RedisFixture.start(folder, RedisSettings.withoutTls());
        Connection connection =
            DriverManager.getConnection(
                RedisFixture.url(plain.server().port(), "sslmode=disable"), RedisFixture.login())) {
      assertThat(loader).isNotNull();
      assertThat(connection.isValid(1)).isTrue();
      assertThat(TlsInfo.of(connection)).isEmpty();
    }
  }

  @Test
  void refusesAClusterWithTheReason() throws Exception {
    try (URLClassLoader loader = added(Jedis.OF_THE_STAND_IN)) {
      assertThat(loader).isNotNull();
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection("jdbc:tls:redis:cluster://localhost:1,localhost:2/"))
          .hasMessageContaining("the addresses of its nodes come from the server");
    }
  }

  private FreshJvm.Run run(Path... drivers) throws Exception {
    ClassPath classPath = ClassPath.withoutDriver();
    for (Path entry : drivers) {
      classPath = classPath.with(entry);
    }
    return FreshJvm.with(classPath)
        .run(
            ConnectProgram.class,
            redis.url(),
            "user=" + RedisFixture.USER,
            "password=" + RedisFixture.PASSWORD);
  }

  @Test
  void isFoundWhereTheOtherIsMissing() throws Exception {
    List<Path> entries = new ArrayList<>(JetbrainsStandIn.compiled(classes, List.of()).entries());

    assertThat(run(entries.toArray(Path[]::new)).output())
        .contains("CONNECTED jdbc.RedisConnection");
  }

  @Test
  void namesBothWhereNeitherIsThere() throws Exception {
    assertThat(run().output())
        .startsWith("FAILED DELEGATE_MISSING JTLS-501: ")
        .contains(
            "redis-jdbc-driver (com.itmuch.redis.jdbc.redis.RedisDriver)",
            "JetBrains' redis-jdbc-driver (jdbc.RedisDriver)",
            "Add com.itmuch.redis:redis-jdbc-driver.");
  }
}
