package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.LinkedDriver;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.SslNegotiation;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One Redis server, by the driver of com.itmuch, or by JetBrains' where that is missing.
 *
 * <p>Neither has a hook, and their TLS verifies no name: {@link RedisOpening} builds the driver's
 * connection of the driver's own parts, over our socket. TLS begins with the first byte, or not at
 * all, so that there is nothing to fall back to.
 */
public final class RedisDialect implements Dialect {
  private static final DriverVersion ONLY_VERSION = DriverVersion.of(0, 0, 1);
  private static final String VERSION_RESOURCE =
      "/META-INF/maven/com.itmuch.redis/redis-jdbc-driver/pom.properties";

  private static final DelegateDriver DELEGATE =
      new DelegateDriver(
          "redis-jdbc-driver",
          "com.itmuch.redis.jdbc.redis.RedisDriver",
          "com.itmuch.redis:redis-jdbc-driver",
          ONLY_VERSION,
          "there is none",
          "com.itmuch.redis.jdbc.RedisConnection",
          Optional.empty(),
          List.of());

  private final DelegateVocabulary vocabulary = new RedisVocabulary();
  private final LinkedDriver linkedDriver = new LinkedDriver(DELEGATE);

  /** Makes the dialect; all objects are alike. */
  public RedisDialect() {}

  @Override
  public List<String> subprotocols() {
    return List.of("redis", RedisUrl.TLS_SCHEME, RedisUrl.CLUSTER_SCHEME);
  }

  @Override
  public DelegateDriver delegate() {
    return DELEGATE;
  }

  @Override
  public List<DelegateDriver> substitutes() {
    return List.of(JetbrainsParts.DELEGATE);
  }

  /**
   * The class of com.itmuch does not say; repackaged, nothing does, and then it is the only one
   * there is.
   */
  @Override
  public Optional<DriverVersion> version(Driver driver) {
    if (JetbrainsParts.are(driver)) {
      return Optional.of(DriverVersion.of(driver.getMajorVersion(), driver.getMinorVersion()));
    }
    if (!driver.getClass().getName().equals(DELEGATE.className())) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = driver.getClass().getResourceAsStream(VERSION_RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(ONLY_VERSION);
    }
    return DriverVersion.parse(properties.getProperty("version", ""))
        .or(() -> Optional.of(ONLY_VERSION));
  }

  @Override
  public DelegateVocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public DelegateUrl parse(String url) throws ProblemException {
    return RedisUrl.parse(url);
  }

  @Override
  public TlsRequest tlsRequest(SslNegotiation negotiation) {
    return new DirectTls(Optional.empty());
  }

  /** One host; here is where a time-out that cannot be read is found before anything is dialled. */
  @Override
  public List<Candidate> candidates(DelegateUrl url, Map<String, String> properties)
      throws ProblemException {
    RedisTimeout.read(properties);
    return Dialect.super.candidates(url, properties);
  }

  /** Nothing about TLS is told: the socket that the connection is built on has it. */
  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    return new DelegateCall(bareUrl(url), properties);
  }

  @Override
  public String bareUrl(DelegateUrl url) {
    return "jdbc:redis://" + url.hosts().get(0) + "/" + url.database().orElse("0");
  }

  /**
   * Builds the driver's connection; the driver itself is not asked for one.
   *
   * @throws SQLException with {@link TlsFailure#HOOK_NOT_VISIBLE} unless the driver of com.itmuch
   *     is the one that our own class loader sees
   */
  @Override
  public Connection open(Driver driver, DelegateCall call, String handle) throws SQLException {
    try {
      return RedisOpening.open(parts(driver), call, handle);
    } catch (ProblemException e) {
      throw new SQLException(e);
    }
  }

  private DriverParts parts(Driver driver) throws SQLException, ProblemException {
    if (JetbrainsParts.are(driver)) {
      return JetbrainsParts.of(driver);
    }
    linkedDriver.demand(driver);
    return new ItmuchParts();
  }

  @Override
  public Setback setback(SQLException failure, Progress progress) {
    if (String.valueOf(failure.getSQLState()).startsWith("28")) {
      return Setback.LOGIN_REFUSED;
    }
    boolean unanswered =
        failure.getCause() instanceof SocketTimeoutException
            && !progress.reached(Progress.ANSWERED);
    return unanswered || !progress.reached(Progress.DIALLED) ? Setback.UNREACHABLE : Setback.FINAL;
  }
}
