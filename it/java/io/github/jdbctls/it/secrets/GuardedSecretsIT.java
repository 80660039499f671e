package io.github.jdbctls.it.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.server.DatabaseServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can be read after connects with MySQL's, MariaDB's and Redis' drivers, of which the last one
 * prints what it is told.
 */
class GuardedSecretsIT {
  @TempDir private Path folder;

  private final Evidence evidence = new Evidence();

  @BeforeEach
  void forgetWarnings() throws SQLException {
    // What earlier tests were warned of would not be said again.
    TlsDriver.deregister();
    TlsDriver.register();
  }

  @ParameterizedTest
  @EnumSource(GuardedDatabase.class)
  void holdsNoSecret(GuardedDatabase database) throws Exception {
    SecretFiles files = SecretFiles.write(folder);
    Path rootFile = GuardedDatabase.writeRoot(folder);
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> outcomes = new LinkedHashMap<>();
    try (DatabaseServer server = database.start(files);
        StandardOutput printed = StandardOutput.keep()) {
      LogNet net = LogNet.spread(evidence);
      try {
        for (Scenario scenario :
            new GuardedScenarios(database, files, rootFile, server.port()).all()) {
          expected.put(scenario.name(), scenario.outcome());
          outcomes.put(scenario.name(), connect(scenario));
          describe(scenario);
        }
      } finally {
        net.close();
      }
      evidence.add("standard output", printed.text());
    }

    assertThat(evidence.placesOf("JTLS-207")).anyMatch(place -> place.contains("stack trace"));
    assertThat(evidence.placesOf("verifies no server"))
        .anyMatch(place -> place.startsWith("log of io.github.jdbctls at WARNING"));
    assertThat(
            Stream.of(List.of(SecretFiles.STEM), files.linesOfKeys())
                .flatMap(Collection::stream)
                .flatMap(secret -> evidence.placesOf(secret).stream())
                .distinct())
        .isEmpty();
    assertThat(outcomes).containsExactlyEntriesOf(expected);
  }

  /** Not by the driver manager, which shows the URL to each driver that there is. */
  private String connect(Scenario scenario) {
    try (Connection connection =
        Objects.requireNonNull(new TlsDriver().connect(scenario.url(), scenario.properties()))) {
      evidence.add("connection", connection);
      evidence.add("URL of the meta data", connection.getMetaData().getURL());
      evidence.add("TlsInfo", TlsInfo.of(connection));
      return Scenario.CONNECTED;
    } catch (SQLException e) {
      evidence.addThrowable(scenario.name(), e);
      return Scenario.outcomeOf(e);
    }
  }

  private void describe(Scenario scenario) throws SQLException {
    for (Properties info : Arrays.asList(scenario.properties(), null)) {
      for (DriverPropertyInfo property : new TlsDriver().getPropertyInfo(scenario.url(), info)) {
        evidence.add("property " + property.name, property.value);
        evidence.add("property " + property.name, property.description);
      }
    }
    TlsDataSource dataSource = new TlsDataSource();
    dataSource.setUrl(scenario.url());
    evidence.add("data source", dataSource);
    evidence.add("URL of the data source", dataSource.getUrl());
  }

  /**
   * The driver manager asks one driver after the other, and Redis' prints each URL that is not its
   * own, whosever it is. Nothing of ours can prevent that: passwords belong into the properties.
   */
  @Test
  void ofAnyUrlIsPrintedByTheDriverOfRedis() throws Exception {
    String url = "jdbc:tls:postgresql://app:hush@localhost:1/db?sslrootcert=system";
    try (StandardOutput printed = StandardOutput.keep()) {
      assertThat(new com.itmuch.redis.jdbc.redis.RedisDriver().acceptsURL(url)).isFalse();
      new com.itmuch.redis.jdbc.redis.RedisDriver().connect(url, new Properties());

      assertThat(printed.text()).contains("RedisDriver:::wrong url. url is " + url);
    }
  }
}
