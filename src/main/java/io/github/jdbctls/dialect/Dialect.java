package io.github.jdbctls.dialect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.SslNegotiation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How one driver takes our TLS: its URL grammar, its hook, what it must not be told.
 *
 * <p>Implementations are immutable, and load without the driver: what touches the driver's classes
 * stands in classes of its own. Those from outside the jar are found by {@code ServiceLoader} and
 * may not claim a built-in subprotocol.
 */
public interface Dialect {
  /** Returns the subprotocols of the URLs, in lower case; the first is the usual one. */
  List<String> subprotocols();

  /** Returns the driver that is delegated to. */
  DelegateDriver delegate();

  /** Returns the drivers that serve where that one is missing, the first that is there. */
  default List<DelegateDriver> substitutes() {
    return List.of();
  }

  /** Reads the version of a driver object; empty if its class is none of those named. */
  Optional<DriverVersion> version(Driver driver);

  /** Returns what is known about the driver's keys. */
  DelegateVocabulary vocabulary();

  /**
   * Whether libpq's environment variables and default files are read, and its negotiation known.
   */
  default boolean isPostgresFamily() {
    return false;
  }

  /** Returns the class path file from which the driver takes defaults, if it does. */
  default Optional<String> defaultsResource() {
    return Optional.empty();
  }

  /**
   * Takes a URL apart by the driver's own grammar. What comes of it depends on the URL alone, as it
   * may be kept.
   *
   * @param url without {@code jdbc:tls:}
   * @throws ProblemException if the driver would not take the URL, or would read it otherwise
   */
  DelegateUrl parse(String url) throws ProblemException;

  /**
   * Refuses what goes badly with the mode; asked at each connect, before anything is dialled.
   *
   * @param properties the user's own, for the driver
   * @throws ProblemException if the driver would do harm with them, or could not do what is asked
   */
  default void check(DelegateUrl url, Map<String, String> properties, SslMode mode)
      throws ProblemException {}

  /**
   * Returns how TLS begins on the protocol's connections.
   *
   * @param negotiation that the user has chosen; a protocol that knows one way only ignores it
   */
  TlsRequest tlsRequest(SslNegotiation negotiation);

  /**
   * Whether the driver goes about the hosts by itself, and dials again while its connection lives:
   * it is given the whole URL, and its hooks a plan of what they may dial. Else it is given one
   * host after the other, and what it dials later can only be a cancel.
   */
  default boolean dialsByItself() {
    return false;
  }

  /**
   * Whether the driver itself ends a connect at the time that it is given in {@link #call}. Else
   * the sockets do.
   */
  default boolean keepsDeadline() {
    return false;
  }

  /**
   * Returns the hosts in the order in which they are tried; a host may stand in it more than once.
   * Not asked of a driver that dials by itself.
   *
   * @throws ProblemException if a property about hosts has no known value
   */
  default List<Candidate> candidates(DelegateUrl url, Map<String, String> properties)
      throws ProblemException {
    List<Candidate> all = new ArrayList<>(url.hosts().size());
    for (int index = 0; index < url.hosts().size(); index++) {
      all.add(new Candidate(index, Map.of()));
    }
    return List.copyOf(all);
  }

  /**
   * Returns the time that the user gave for all attempts together.
   *
   * @return empty for no limit; the driver manager's own limit counts where the properties have
   *     none
   * @throws ProblemException if the value cannot be read
   */
  default Optional<Duration> loginTimeout(Map<String, String> properties) throws ProblemException {
    return LoginTimeout.of(properties);
  }

  /**
   * Returns the time that the user gave for each address of each host.
   *
   * @return empty for no limit, as for drivers without one
   */
  default Optional<Duration> addressTimeout(Map<String, String> properties) {
    return Optional.empty();
  }

  /**
   * Returns what finds a server that asks for a login bound to the TLS channel, for one attempt.
   *
   * @return empty where the properties forbid such a login or the driver itself insists on it, and
   *     for protocols that have none
   */
  default Optional<LoginWatch> loginWatch(Map<String, String> properties) {
    return Optional.empty();
  }

  /**
   * Makes the call for one attempt, with every key set that has to do with TLS. Of what it is given
   * alone: of a driver that dials by itself, one call without a limit of time may serve for many
   * connects.
   *
   * @param url whose hosts the driver may dial: one, unless it {@linkplain #dialsByItself dials by
   *     itself}
   * @param properties the user's own, with those of the candidate
   * @param handle under which the hook classes find the attempt or the plan
   * @param remaining time for the attempt
   */
  DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining);

  /** Returns the delegate's URL: its hosts and its database, no parameter, no secret. */
  String bareUrl(DelegateUrl url);

  /**
   * Opens the driver's connection.
   *
   * @param handle of the call
   * @return null if the driver does not know the URL
   */
  default @Nullable Connection open(Driver driver, DelegateCall call, String handle)
      throws SQLException {
    Properties info = new Properties();
    info.putAll(call.properties());
    return driver.connect(call.url(), info);
  }

  /**
   * Says over which wire a connection runs, for a driver that dials by itself; the others have one
   * only.
   *
   * @throws SQLException if the connection cannot say
   */
  default Optional<Link> link(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Says what a failure means for the order of attempts. */
  Setback setback(SQLException failure, Progress progress);
}
