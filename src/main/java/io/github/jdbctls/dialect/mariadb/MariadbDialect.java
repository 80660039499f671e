package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.Link;
import io.github.jdbctls.dialect.LinkedDriver;
import io.github.jdbctls.dialect.LoginTimeout;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.MysqlTls;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.KeyOrder;
import io.github.jdbctls.settings.SslNegotiation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB by its own driver, which goes about the hosts by itself.
 *
 * <p>Driver and jdbc-tls must be on the class path: as a module the driver keeps the type of its
 * socket factories to itself, and looks for plugins among modules only.
 */
public final class MariadbDialect implements Dialect {
  private static final String CONNECT_TIMEOUT = "connectTimeout";

  /** Of MySQL too: the server takes connections over TLS only. */
  private static final int SECURE_TRANSPORT_REQUIRED = 3159;

  private static final DelegateDriver DELEGATE =
      new DelegateDriver(
          "MariaDB Connector/J",
          "org.mariadb.jdbc.Driver",
          "org.mariadb.jdbc:mariadb-java-client",
          DriverVersion.of(3, 5, 9),
          "older ones lack the fixes of June 2026 against a malicious server",
          "org.mariadb.jdbc.Connection",
          Optional.empty(),
          List.of(
              "io.github.jdbctls.dialect.mariadb.MariadbSocketFactory",
              "io.github.jdbctls.dialect.mariadb.MariadbTlsSocketPlugin"));

  private final DelegateVocabulary vocabulary = new MariadbVocabulary();
  private final LinkedDriver linkedDriver = new LinkedDriver(DELEGATE);

  /** Makes the dialect; all objects are alike. */
  public MariadbDialect() {}

  @Override
  public List<String> subprotocols() {
    return List.of("mariadb");
  }

  @Override
  public DelegateDriver delegate() {
    return DELEGATE;
  }

  /** Asks the driver, which tells of itself only two of its numbers where all can see them. */
  @Override
  public Optional<DriverVersion> version(Driver driver) {
    try {
      Class<?> factory =
          Class.forName(
              "org.mariadb.jdbc.util.VersionFactory", true, driver.getClass().getClassLoader());
      Object version = factory.getMethod("getInstance").invoke(null);
      Object text = version.getClass().getMethod("getVersion").invoke(version);
      return DriverVersion.parse(String.valueOf(text));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  @Override
  public DelegateVocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public DelegateUrl parse(String url) throws ProblemException {
    return MariadbUrl.parse(url);
  }

  @Override
  public TlsRequest tlsRequest(SslNegotiation negotiation) {
    return new MysqlTls();
  }

  @Override
  public boolean dialsByItself() {
    return true;
  }

  @Override
  public void check(DelegateUrl url, Map<String, String> properties, SslMode mode)
      throws ProblemException {
    if (mode != SslMode.DISABLE) {
      MariadbChecks.serverNames(url);
    }
    if (mode.isWeakerThan(SslMode.REQUIRE)) {
      MariadbChecks.rsaKeys(properties);
    }
  }

  /**
   * Sets what has to do with TLS:
   *
   * <ol>
   *   <li>No option of the driver's own TLS, and none that is refused, is left in any spelling.
   *   <li>The mode is {@code verify-full} for every transport over TLS. What is verified is for our
   *       socket to say; but if the driver ever came to make TLS by itself, this is the mode in
   *       which it trusts nobody on his word.
   *   <li>No redirect by the server, which would lead to another host; no cancel by the server's
   *       address, which need not be in its certificate; no public key from the server, who may be
   *       anybody in plain text.
   *   <li>The driver's own limit for a connect is not below what is left of the user's.
   * </ol>
   */
  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    Map<String, String> all = new TreeMap<>(KeyOrder.ANY_CASE);
    all.putAll(properties);
    vocabulary.guardedKeys().forEach(all::remove);
    all.remove(LoginTimeout.KEY);
    remaining.ifPresent(left -> all.putIfAbsent(CONNECT_TIMEOUT, millis(left)));
    replace(all, "sslMode", transport == Transport.PLAIN ? "disable" : "verify-full");
    replace(all, "tlsSocketType", MariadbTlsSocketPlugin.TYPE);
    replace(all, "socketFactory", DELEGATE.hooks().get(0));
    replace(all, "permitRedirect", "false");
    replace(all, "useIpForKillQuery", "false");
    if (transport == Transport.PLAIN) {
      replace(all, "allowPublicKeyRetrieval", "false");
      all.remove("serverRsaPublicKeyFile");
    }
    return new DelegateCall(bareUrl(url), all);
  }

  /** With the key too, which in another spelling need not be the driver's. */
  private static void replace(Map<String, String> all, String key, String value) {
    all.remove(key);
    all.put(key, value);
  }

  /** Rounded up, so that it never ends before our own deadline. */
  private static String millis(Duration left) {
    return String.valueOf(Math.min(Math.max(1, left.toMillis() + 2), Integer.MAX_VALUE));
  }

  @Override
  public String bareUrl(DelegateUrl url) {
    return MariadbUrl.bare(url);
  }

  @Override
  public @Nullable Connection open(Driver driver, DelegateCall call, String handle)
      throws SQLException {
    linkedDriver.demand(driver);
    return MariadbCalls.open(call, handle);
  }

  @Override
  public Optional<Link> link(Connection connection) throws SQLException {
    return MariadbCalls.link(connection);
  }

  /**
   * The server refuses a login because of the transport with class 28, or with an error of its own
   * where it takes nobody over plain text.
   */
  @Override
  public Setback setback(SQLException failure, Progress progress) {
    boolean secureTransportRequired =
        failure.getErrorCode() == SECURE_TRANSPORT_REQUIRED
            && !progress.reached(Progress.CONFIRMED);
    return secureTransportRequired || String.valueOf(failure.getSQLState()).startsWith("28")
        ? Setback.LOGIN_REFUSED
        : Setback.FINAL;
  }
}
