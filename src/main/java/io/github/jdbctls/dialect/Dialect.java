package io.github.jdbctls.dialect;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.SslNegotiation;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one driver takes our TLS: its URL grammar, its hook, what it must not be told.
 *
 * <p>Implementations are immutable, and load without the driver. Those from outside the jar are
 * found by {@code ServiceLoader} and may not claim a built-in subprotocol.
 */
public interface Dialect {
  /** Returns the subprotocols of the URLs, in lower case; the first is the usual one. */
  List<String> subprotocols();

  /** Returns the driver that is delegated to. */
  DelegateDriver delegate();

  /** Reads the version of a driver object; empty if it is not one of the driver's own class. */
  Optional<DriverVersion> version(Driver driver);

  /** Returns what is known about the driver's keys. */
  DelegateVocabulary vocabulary();

  /** Whether libpq's environment variables and default files are read. */
  boolean isPostgresFamily();

  /** Returns the class path file from which the driver takes defaults, if it does. */
  Optional<String> defaultsResource();

  /**
   * Takes a URL apart by the driver's own grammar.
   *
   * @param url without {@code jdbc:tls:}
   * @throws ProblemException if the driver would not take the URL, or would read it otherwise
   */
  DelegateUrl parse(String url) throws ProblemException;

  /**
   * Returns how TLS begins on the protocol's connections.
   *
   * @param negotiation that the user has chosen; a protocol that knows one way only ignores it
   */
  TlsRequest tlsRequest(SslNegotiation negotiation);

  /**
   * Returns the hosts in the order in which they are tried; a host may stand in it more than once.
   *
   * @throws ProblemException if a property about hosts has no known value
   */
  List<Candidate> candidates(DelegateUrl url, Map<String, String> properties)
      throws ProblemException;

  /**
   * Returns the time that the user gave for all attempts together.
   *
   * @return empty for no limit; the driver manager's own limit counts where the properties have
   *     none
   * @throws ProblemException if the value cannot be read
   */
  Optional<Duration> loginTimeout(Map<String, String> properties) throws ProblemException;

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
   * Makes the call for one attempt, with every key set that has to do with TLS.
   *
   * @param properties the user's own, with those of the candidate
   * @param handle under which the hook classes find the attempt
   * @param remaining time for the attempt
   */
  DelegateCall call(
      HostPort server,
      Optional<String> database,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining);

  /** Returns the delegate's URL for one host: no parameter, no secret. */
  String bareUrl(HostPort server, Optional<String> database);

  /** Says what a failure means for the order of attempts. */
  Setback setback(SQLException failure, Progress progress);
}
