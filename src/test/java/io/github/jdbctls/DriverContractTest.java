package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JDBC demands of a driver. */
class DriverContractTest {
  private final TlsDriver driver = new TlsDriver();

  @AfterEach
  void register() throws SQLException {
    if (!TlsDriver.isRegistered()) {
      TlsDriver.register();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:tls:postgresql://localhost/db",
        "JDBC:TLS:postgresql://localhost/db",
        "Jdbc:Tls:",
        "jdbc:tls:nothing that can be read"
      })
  void acceptsAUrlByItsPrefixAlone(String url) {
    assertThat(driver.acceptsURL(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:",
        "jdbc:tls",
        "jdbc:postgresql://localhost/db",
        " jdbc:tls:postgresql:db",
        "jdbc:tlsx:db",
        "tls:postgresql://localhost/db"
      })
  void leavesForeignUrlsToOthers(String url) throws SQLException {
    assertThat(driver.acceptsURL(url)).isFalse();
    assertThat(driver.connect(url, new Properties())).isNull();
  }

  @Test
  void leavesNoUrlToOthers() throws SQLException {
    assertThat(driver.acceptsURL(null)).isFalse();
    assertThat(driver.connect(null, null)).isNull();
  }

  @Test
  void endsEveryMalformedConnectWithAnSqlExceptionOfItsOwn() {
    List<String> urls = MalformedInput.urls().toList();
    assertThat(urls).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    for (String url : urls) {
      for (Properties info : MalformedInput.properties()) {
        assertThatThrownBy(() -> driver.connect(url, info))
            .as("%s with %s", url, info == null ? "null" : info.getClass())
            .isExactlyInstanceOf(TlsException.class)
            .hasMessageMatching("(?s)JTLS-\\d{3}: .+");
      }
    }
  }

  @Test
  void doesNotChangeTheCallersProperties() {
    Properties defaults = new Properties();
    defaults.setProperty("user", "app");
    defaults.setProperty("sslmode", "verify-ca");
    Properties info = new Properties(defaults);
    info.setProperty("password", "secret");
    info.setProperty("sslrootcert", "/none/root.crt");
    Properties copyOfDefaults = (Properties) defaults.clone();
    Properties copy = (Properties) info.clone();

    assertThatThrownBy(() -> driver.connect("jdbc:tls:postgresql://localhost/db", info))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.FILE_MISSING));

    assertThat(info).isEqualTo(copy);
    assertThat(defaults).isEqualTo(copyOfDefaults);
    assertThat(info.getProperty("user")).isEqualTo("app");
  }

  @Test
  void readsTheDefaultsOfProperties() {
    Properties defaults = new Properties();
    defaults.setProperty("sslmode", "strong");

    assertThatThrownBy(
            () -> driver.connect("jdbc:tls:postgresql://localhost/db", new Properties(defaults)))
        .hasMessageContaining("\"sslmode\" in the properties is \"strong\"");
  }

  @Test
  void makesNoClaimOfItsOwn() {
    assertThat(driver.jdbcCompliant()).isFalse();
  }

  @Test
  void hasTheLoggerThatAllOthersDescendFrom() {
    assertThat(driver.getParentLogger()).isSameAs(Logger.getLogger("io.github.jdbctls"));
  }

  @Test
  void registersAndDeregistersAsOftenAsOneWants() throws SQLException {
    for (int i = 0; i < 3; i++) {
      assertThat(TlsDriver.isRegistered()).isTrue();
      assertThat(DriverManager.getDriver("jdbc:tls:postgresql:db")).isInstanceOf(TlsDriver.class);
      assertThatThrownBy(TlsDriver::register).isInstanceOf(IllegalStateException.class);

      TlsDriver.deregister();

      assertThat(TlsDriver.isRegistered()).isFalse();
      assertThat(registered()).doesNotContain(TlsDriver.class);
      assertThatThrownBy(() -> DriverManager.getDriver("jdbc:tls:postgresql:db"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(TlsDriver::deregister).isInstanceOf(IllegalStateException.class);

      TlsDriver.register();
    }
  }

  private static Set<Class<?>> registered() {
    Set<Class<?>> types = new HashSet<>();
    DriverManager.drivers().map(Driver::getClass).forEach(types::add);
    return types;
  }

  @Test
  void connectsWithoutBeingRegistered() throws SQLException {
    TlsDriver.deregister();

    assertThatThrownBy(() -> driver.connect("jdbc:tls:postgresql:db?sslmode=x", null))
        .isInstanceOf(TlsException.class);
  }

  private static @Nullable Properties none() {
    return null;
  }

  @Test
  void takesNoPropertiesForEmptyOnes() {
    assertThatThrownBy(() -> driver.connect("jdbc:tls:postgresql://h/d?sslmode=", none()))
        .hasMessageContaining("\"sslmode\" in the URL is empty");
  }
}
