package io.github.jdbctls.it.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.settings.ConnectSettings;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.SettingsReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connects in every way that there is, and searches everything that could be read afterwards. */
class SecretsIT {
  @TempDir Path folder;

  private final Evidence evidence = new Evidence();
  private final WatchedDriver driver = new WatchedDriver(evidence);
  private final PostgresqlDialect dialect = new PostgresqlDialect();

  @BeforeEach
  void watchTheDriver() throws SQLException {
    // What earlier tests were warned of would not be said again.
    TlsDriver.deregister();
    TlsDriver.register();
    TlsDriver.addDelegate(driver);
  }

  @AfterEach
  void forgetTheDriver() throws SQLException {
    TlsDriver.deregister();
    TlsDriver.register();
  }

  @Test
  void noSecretAppearsAnywhere() throws Exception {
    SecretFiles files = SecretFiles.write(folder);
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> outcomes = new LinkedHashMap<>();
    try (PostgresServer server = files.startServer();
        ScriptedProxy stripping = ScriptedProxy.before(server.port(), ProxyScript.stripTls());
        ScriptedProxy stalling = ScriptedProxy.before(server.port(), ProxyScript.stall());
        ScriptedProxy resetting =
            ScriptedProxy.before(server.port(), ProxyScript.resetInHandshake());
        ScriptedProxy inBetween =
            ScriptedProxy.before(
                server.port(), ProxyScript.manInTheMiddle(files.serverOfSomebodyElse()))) {
      Scenarios scenarios =
          new Scenarios(
              files,
              server.port(),
              stripping.port(),
              stalling.port(),
              resetting.port(),
              inBetween.port());
      LogNet net = LogNet.spread(evidence);
      try {
        for (Scenario scenario : scenarios.all()) {
          expected.put(scenario.name(), scenario.outcome());
          outcomes.put(scenario.name(), connect(scenario));
          describe(scenario);
          useDataSource(scenario);
        }
        useSetters(scenarios);
      } finally {
        net.close();
      }
    }

    assertThatTheSearchFindsWhatIsThere();
    assertThat(driver.handles()).hasSizeGreaterThan(10);
    assertThat(
            Stream.of(List.of(SecretFiles.STEM), files.linesOfKeys(), driver.handles())
                .flatMap(Collection::stream)
                .flatMap(secret -> evidence.placesOf(secret).stream())
                .distinct())
        .isEmpty();
    assertThat(outcomes).containsExactlyEntriesOf(expected);
  }

  /** Without this, a net with a hole would pass. */
  private void assertThatTheSearchFindsWhatIsThere() {
    assertThat(evidence.placesOf("FE=> StartupPacket"))
        .anyMatch(place -> place.startsWith("log of org.postgresql.") && place.contains("FINEST"));
    assertThat(evidence.placesOf("verifies no server"))
        .anyMatch(place -> place.startsWith("log of io.github.jdbctls at WARNING"));
    assertThat(evidence.placesOf("JTLS-207")).anyMatch(place -> place.contains("stack trace"));
    assertThat(evidence.placesOf("jdbc:postgresql://localhost:"))
        .anyMatch(place -> place.startsWith("URL of the meta data"))
        .anyMatch(place -> place.startsWith("URL for the delegate"));
  }

  private String connect(Scenario scenario) {
    try (Connection connection =
        DriverManager.getConnection(scenario.url(), scenario.properties())) {
      look(connection);
      return Scenario.CONNECTED;
    } catch (SQLException e) {
      evidence.addThrowable(scenario.name(), e);
      return Scenario.outcomeOf(e);
    }
  }

  private void look(Connection connection) throws SQLException {
    evidence.add("connection", connection);
    evidence.add("URL of the meta data", connection.getMetaData().getURL());
    evidence.add("user of the meta data", connection.getMetaData().getUserName());
    evidence.add("client info", connection.getClientInfo());
    evidence.add("TlsInfo", TlsInfo.of(connection));
  }

  /** What tools ask before they connect, and what our own code holds meanwhile. */
  private void describe(Scenario scenario) throws SQLException {
    for (Properties info : Arrays.asList(scenario.properties(), new Properties(), null)) {
      for (DriverPropertyInfo property : new TlsDriver().getPropertyInfo(scenario.url(), info)) {
        evidence.add("property " + property.name, property.value);
        evidence.add("property " + property.name, property.description);
        evidence.add("property " + property.name, Arrays.toString(property.choices));
      }
    }
    try {
      DelegateUrl url = dialect.parse(scenario.url().replaceFirst("(?i)^jdbc:tls:", ""));
      evidence.add("DelegateUrl of " + scenario.name(), url.parameters() + " " + url.password());
      ConnectSettings settings =
          new SettingsReader(dialect.vocabulary(), true, Environment.ofProcess(), file -> false)
              .read(url, scenario.properties(), TlsPolicy.unrestricted());
      evidence.add("ConnectSettings", settings);
      evidence.add("TlsSettings", settings.tls());
      evidence.add("warnings", settings.warnings());
    } catch (ProblemException e) {
      evidence.addThrowable(scenario.name(), e);
      evidence.add("Problem", e.problem());
    }
  }

  private void useDataSource(Scenario scenario) {
    TlsDataSource dataSource = new TlsDataSource();
    dataSource.setUrl(scenario.url());
    look(dataSource);
  }

  private void look(TlsDataSource dataSource) {
    evidence.add("data source", dataSource);
    evidence.add("URL of the data source", dataSource.getUrl());
    try {
      evidence.add("reference", dataSource.getReference());
      for (RefAddr address : Collections.list(dataSource.getReference().getAll())) {
        evidence.add("address " + address.getType(), address.getContent());
      }
    } catch (NamingException e) {
      evidence.addThrowable("reference", e);
    }
  }

  private void useSetters(Scenarios scenarios) throws SQLException {
    TlsDataSource dataSource = scenarios.dataSource();
    look(dataSource);
    try (Connection connection = dataSource.getConnection()) {
      look(connection);
    }
    for (TlsDataSource failing : scenarios.failingDataSources()) {
      look(failing);
      try (Connection connection = failing.getConnection()) {
        throw new AssertionError("connected: " + connection);
      } catch (SQLException e) {
        evidence.addThrowable("data source", e);
      }
    }
  }
}
