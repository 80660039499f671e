package io.github.jdbctls.dialect.mysql;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverModule;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.GivenUpException;
import io.github.jdbctls.dialect.Link;
import io.github.jdbctls.dialect.LoginTimeout;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.MysqlTls;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.SslNegotiation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** MySQL and what speaks its protocol, by Connector/J, which goes about the hosts by itself. */
public final class MysqlDialect implements Dialect {
  /** Under which {@link MysqlSocketFactory} finds the handle: no key of the driver's. */
  static final String HANDLE = "jdbctlsHandle";

  private static final String RETRIEVAL = "allowPublicKeyRetrieval";

  /** The server takes connections over TLS only. */
  private static final int SECURE_TRANSPORT_REQUIRED = 3159;

  /** What the driver says in plain text, where only TLS or a public key would hide the password. */
  private static final String NO_RETRIEVAL = "Public Key Retrieval is not allowed";

  private static final int LONGEST_CHAIN = 20;

  private static final DelegateDriver DELEGATE =
      new DelegateDriver(
          "MySQL Connector/J",
          "com.mysql.cj.jdbc.Driver",
          "com.mysql:mysql-connector-j",
          DriverVersion.of(8, 2, 0),
          "older ones let a server take over the client (CVE-2023-22102)",
          "com.mysql.cj.jdbc.JdbcConnection",
          Optional.empty(),
          List.of("io.github.jdbctls.dialect.mysql.MysqlSocketFactory"));

  private final DelegateVocabulary vocabulary = new MysqlVocabulary();

  /** Makes the dialect; all objects are alike. */
  public MysqlDialect() {}

  @Override
  public List<String> subprotocols() {
    return List.of("mysql", "mysql+srv");
  }

  @Override
  public DelegateDriver delegate() {
    return DELEGATE;
  }

  @Override
  public Optional<DriverVersion> version(Driver driver) {
    DriverModule.read(driver.getClass());
    try {
      Object version =
          Class.forName("com.mysql.cj.Constants", true, driver.getClass().getClassLoader())
              .getField("CJ_VERSION")
              .get(null);
      return DriverVersion.parse(String.valueOf(version));
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
    return MysqlUrl.parse(url);
  }

  /** In plain text the server's public key may be anybody's, and the password with it. */
  @Override
  public void check(DelegateUrl url, Map<String, String> properties, SslMode mode)
      throws ProblemException {
    String retrieval = properties.get(RETRIEVAL);
    if (retrieval != null && !isFalse(retrieval) && mode.isWeakerThan(SslMode.REQUIRE)) {
      throw Problem.of(
              TlsFailure.WEAKENING_PARAMETER,
              "\""
                  + RETRIEVAL
                  + "\" would send the password in plain text, encrypted for whoever answers")
          .withRemedy("Remove it, or use sslmode=require or a stronger mode.")
          .exception();
    }
  }

  private static boolean isFalse(String value) {
    return value.equalsIgnoreCase("false") || value.equalsIgnoreCase("no");
  }

  @Override
  public TlsRequest tlsRequest(SslNegotiation negotiation) {
    return new MysqlTls();
  }

  @Override
  public boolean dialsByItself() {
    return true;
  }

  /**
   * Sets what has to do with TLS:
   *
   * <ol>
   *   <li>The mode is {@code REQUIRED} for TLS, so that a server without it is refused before the
   *       login; what is verified is for our socket to say.
   *   <li>The socket factory is ours, and finds what it may dial by the handle.
   *   <li>No file of settings, no class that rewrites them, no SRV records.
   *   <li>In plain text no public key is taken from the server.
   * </ol>
   */
  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    Map<String, String> all = new HashMap<>(properties);
    all.remove(LoginTimeout.KEY);
    all.put("sslMode", transport == Transport.PLAIN ? "DISABLED" : "REQUIRED");
    all.put("socketFactory", DELEGATE.hooks().get(0));
    all.put(HANDLE, handle);
    all.put("useConfigs", "");
    all.put("propertiesTransform", "");
    all.put("dnsSrv", "false");
    if (transport == Transport.PLAIN) {
      all.put(RETRIEVAL, "false");
    }
    return new DelegateCall(bareUrl(url), all);
  }

  @Override
  public String bareUrl(DelegateUrl url) {
    return MysqlUrl.bare(url);
  }

  /**
   * Opens it; that its hosts were given up is said by an SQLState that tells of a connection.
   *
   * @return null if the driver does not know the URL
   */
  @Override
  public @Nullable Connection open(Driver driver, DelegateCall call, String handle)
      throws SQLException {
    try {
      return Dialect.super.open(driver, call, handle);
    } catch (SQLException | GivenUpException e) {
      Throwable cause = e;
      for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
        if (cause instanceof GivenUpException.Reason) {
          throw new SQLNonTransientConnectionException(
              "The hosts were dialled in vain", "08001", e);
        }
        cause = cause.getCause();
      }
      throw e;
    }
  }

  @Override
  public Optional<Link> link(Connection connection) throws SQLException {
    return MysqlConnections.link(connection);
  }

  /**
   * The server refuses a login with class 28, or one over plain text with an error of its own; so
   * does the driver where it would need the server's public key.
   */
  @Override
  public Setback setback(SQLException failure, Progress progress) {
    boolean inPlainText = !progress.reached(Progress.CONFIRMED);
    return isLoginRefused(failure, inPlainText) ? Setback.LOGIN_REFUSED : Setback.FINAL;
  }

  /** With several hosts the reason is in the chain. */
  private static boolean isLoginRefused(SQLException failure, boolean inPlainText) {
    Throwable cause = failure;
    for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
      if (cause instanceof SQLException refusal
          && (String.valueOf(refusal.getSQLState()).startsWith("28")
              || (inPlainText && isForWantOfTls(refusal)))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isForWantOfTls(SQLException refusal) {
    return refusal.getErrorCode() == SECURE_TRANSPORT_REQUIRED
        || NO_RETRIEVAL.equals(refusal.getMessage());
  }
}
