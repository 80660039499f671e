package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.LoginTimeout;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ChannelBinding;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.SslNegotiation;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL and what speaks its protocol, by pgjdbc. */
public final class PostgresqlDialect implements Dialect {
  private static final String CONNECT_TIMEOUT = "connectTimeout";
  private static final String CHANNEL_BINDING_DEFAULT = ChannelBinding.PREFER.parameterValue();

  private static final DelegateDriver DELEGATE =
      new DelegateDriver(
          "pgjdbc",
          "org.postgresql.Driver",
          "org.postgresql:postgresql",
          DriverVersion.of(42, 7, 12),
          "older ones silently downgrade channelBinding=require (CVE-2026-54291)",
          "org.postgresql.PGConnection",
          Optional.of(DriverVersion.of(42, 7, 13)),
          List.of(PgSocketFactory.class.getName(), PgTlsSocketFactory.class.getName()));

  private final DelegateVocabulary vocabulary = new PgVocabulary();

  /** Makes the dialect; all objects are alike. */
  public PostgresqlDialect() {}

  @Override
  public List<String> subprotocols() {
    return List.of("postgresql", "postgres");
  }

  @Override
  public DelegateDriver delegate() {
    return DELEGATE;
  }

  @Override
  public Optional<DriverVersion> version(Driver driver) {
    try {
      Object version =
          Class.forName("org.postgresql.util.DriverInfo", true, driver.getClass().getClassLoader())
              .getField("DRIVER_VERSION")
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
  public boolean isPostgresFamily() {
    return true;
  }

  @Override
  public Optional<String> defaultsResource() {
    return Optional.of("org/postgresql/driverconfig.properties");
  }

  @Override
  public DelegateUrl parse(String url) throws ProblemException {
    return PgUrl.parse(url);
  }

  @Override
  public TlsRequest tlsRequest(SslNegotiation negotiation) {
    return switch (negotiation) {
      case POSTGRES -> new SslRequest();
      case DIRECT -> new DirectTls(Optional.of(SslRequest.APPLICATION_PROTOCOL));
    };
  }

  @Override
  public boolean keepsDeadline() {
    return true;
  }

  @Override
  public List<Candidate> candidates(DelegateUrl url, Map<String, String> properties)
      throws ProblemException {
    return PgHosts.candidates(url.hosts().size(), properties);
  }

  /**
   * libpq's {@code connect_timeout}. pgjdbc's {@code connectTimeout} limits less: the TCP
   * connection and each read of the handshake.
   */
  @Override
  public Optional<Duration> addressTimeout(Map<String, String> properties) {
    long seconds = Long.parseLong(properties.getOrDefault(LibpqKeywords.CONNECT_TIMEOUT, "0"));
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /**
   * libpq binds the login where the server offers it, and fails where the certificate has no digest
   * for that. pgjdbc would go on unbound; with {@code require} it fails too.
   */
  @Override
  public Optional<LoginWatch> loginWatch(Map<String, String> properties) {
    String binding = properties.getOrDefault(PgVocabulary.CHANNEL_BINDING, CHANNEL_BINDING_DEFAULT);
    return binding.equals(CHANNEL_BINDING_DEFAULT)
        ? Optional.of(new AuthenticationWatch())
        : Optional.empty();
  }

  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    Map<String, String> all = new HashMap<>(properties);
    // Its own default would be shorter than a long limit.
    String timeout = all.remove(LibpqKeywords.CONNECT_TIMEOUT);
    if (timeout != null) {
      all.putIfAbsent(CONNECT_TIMEOUT, timeout);
    }
    // "require" makes a refusal of TLS fatal, and leaves chain and name to us.
    all.put("sslmode", transport == Transport.PLAIN ? "disable" : "require");
    all.put("sslfactory", PgTlsSocketFactory.class.getName());
    all.put("sslfactoryarg", handle);
    all.put("socketFactory", PgSocketFactory.class.getName());
    all.put("socketFactoryArg", handle);
    all.put("sslNegotiation", transport == Transport.DIRECT_TLS ? "direct" : "postgres");
    // GSS encryption would run before TLS, and in place of it.
    all.put("gssEncMode", "disable");
    all.put("classLoaderStrategy", "driver-first");
    // A class path file of the driver's must not take it away.
    all.putIfAbsent(PgVocabulary.CHANNEL_BINDING, CHANNEL_BINDING_DEFAULT);
    all.put("loadBalanceHosts", "false");
    all.put("hostRecheckSeconds", "0");
    all.put(LoginTimeout.KEY, remaining.isPresent() ? seconds(remaining.get()) : "0");
    return new DelegateCall(bareUrl(url), all);
  }

  /**
   * What is left, for pgjdbc, which takes 0 and less for no limit, and cuts off what a float has
   * behind the milliseconds: rounded up, so that it never ends before our own deadline.
   */
  private static String seconds(Duration remaining) {
    long millis = Math.max(1, remaining.toMillis() + 2);
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  @Override
  public String bareUrl(DelegateUrl url) {
    String name = URLEncoder.encode(url.database().orElse(""), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + url.hosts().get(0) + "/" + name;
  }

  @Override
  public Setback setback(SQLException failure, Progress progress) {
    String state = String.valueOf(failure.getSQLState());
    if (state.startsWith("28")) {
      return Setback.LOGIN_REFUSED;
    }
    if (state.equals("57P03")) {
      return Setback.STARTING_UP;
    }
    if (state.equals("08001")) {
      return failure.getCause() == null
          ? Setback.WRONG_ROLE
          : unreachable(failure, progress) ? Setback.UNREACHABLE : Setback.FINAL;
    }
    // Of the handshake; with direct TLS nobody has answered before it.
    return state.equals("08006") && unanswered(failure, progress)
        ? Setback.UNREACHABLE
        : Setback.FINAL;
  }

  private static boolean unreachable(SQLException failure, Progress progress) {
    boolean undialled =
        failure.getCause() instanceof IOException && !progress.reached(Progress.DIALLED);
    return undialled || unanswered(failure, progress);
  }

  private static boolean unanswered(SQLException failure, Progress progress) {
    return failure.getCause() instanceof SocketTimeoutException
        && !progress.reached(Progress.ANSWERED);
  }
}
