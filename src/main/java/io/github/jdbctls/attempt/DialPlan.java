package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What a driver that dials by itself may dial: now, and for as long as its connection lives.
 *
 * <ol>
 *   <li>It opens sockets to the hosts of the URL only, each an {@link Attempt} of its own, which
 *       must prove the name of that very host.
 *   <li>All of them go over TLS, or all in clear text, which the mode must allow.
 *   <li>Those that are dialled once the connection stands, to cancel, reconnect or fail over, go by
 *       the material of their own time.
 *   <li>A host that is refused where the driver may go on without it is a warning.
 *   <li>Once it is over it opens nothing.
 * </ol>
 *
 * <p>Thread-safe: the driver may dial from any thread.
 */
public final class DialPlan {
  private enum Phase {
    OPENING,
    CONNECTED,
    OVER
  }

  private final PlannedHosts hosts;
  private final TlsRequest request;
  private final @Nullable TlsTerms terms;
  private final Deadline limit;

  private final DialledAttempts attempts = new DialledAttempts();
  private final RefusalWarnings warnings = new RefusalWarnings();

  /** Asked for by attempts that hold their own lock, so that it must not take the plan's. */
  private volatile Phase phase = Phase.OPENING;

  private DialPlan(
      PlannedHosts hosts, TlsRequest request, @Nullable TlsTerms terms, Deadline limit) {
    this.hosts = hosts;
    this.request = request;
    this.terms = terms;
    this.limit = limit;
  }

  /**
   * A plan over TLS.
   *
   * @param hostAddresses to dial in place of the hosts' names, as many as hosts, an empty one for
   *     none; or an empty list
   * @param limit of time until the connection stands
   */
  public static DialPlan overTls(
      List<HostPort> hosts,
      List<String> hostAddresses,
      TlsRequest request,
      TlsTerms terms,
      Deadline limit) {
    return new DialPlan(new PlannedHosts(hosts, hostAddresses), request, terms, limit);
  }

  /** A plan in clear text; its parameters are those of {@link #overTls}. */
  public static DialPlan inClearText(
      List<HostPort> hosts, List<String> hostAddresses, TlsRequest request, Deadline limit) {
    return new DialPlan(new PlannedHosts(hosts, hostAddresses), request, null, limit);
  }

  /** A plan of the same, for what is dialled when a connection stands. */
  DialPlan afterwards() {
    DialPlan afterwards = new DialPlan(hosts, request, terms, limit);
    afterwards.phase = Phase.CONNECTED;
    return afterwards;
  }

  /** Returns what goes on the wire. */
  public Transport transport() {
    return Attempt.transport(request, terms);
  }

  /**
   * Returns the addresses of a host, in the order in which they are to be tried.
   *
   * @throws IOException if it is not a host of the URL, or has no address
   */
  public List<InetSocketAddress> addresses(String host, int port) throws IOException {
    return hosts.addresses(hosts.hostAt(InetSocketAddress.createUnresolved(host, port)));
  }

  /**
   * Makes a socket to one address of a host, not connected.
   *
   * @param address one of the host's {@link #addresses}
   * @throws RefusedIOException if it is not a host of the URL, or the plan is over
   */
  public Socket newSocket(String host, int port, InetSocketAddress address) throws IOException {
    HostPort server = hosts.hostAt(InetSocketAddress.createUnresolved(host, port));
    return new GuardedSocket((socket, endpoint) -> begin(socket, server, address));
  }

  /** Makes a socket that is not connected, and may be connected to a host of the URL. */
  public Socket newSocket() throws IOException {
    return newSocket(() -> {});
  }

  /**
   * Makes such a socket for a driver that would dial on and on.
   *
   * @param givingUp run before anything is dialled in vain: the time is over, or every host was
   *     refused, before the connection stands; may throw what the driver lets pass
   */
  public Socket newSocket(Runnable givingUp) throws IOException {
    return new GuardedSocket(
        (socket, endpoint) -> {
          if (isInVain()) {
            givingUp.run();
          }
          HostPort server = hosts.hostAt(endpoint);
          InetSocketAddress address = (InetSocketAddress) endpoint;
          Optional<String> given = hosts.givenFor(server);
          return begin(
              socket,
              server,
              given.isEmpty() ? address : new InetSocketAddress(given.get(), server.port()));
        });
  }

  /**
   * Layers TLS on a socket of a plan; the handshake is not begun.
   *
   * @throws IOException if it is a socket of somebody else, or the server has not agreed
   */
  public static SSLSocket layer(Socket socket) throws IOException {
    if (socket instanceof GuardedSocket guarded) {
      Optional<Attempt> attempt = guarded.attempt();
      if (attempt.isPresent()) {
        HostPort server = attempt.get().server();
        return attempt.get().layer(socket, server.host(), server.port());
      }
    }
    throw new RefusedIOException(
        Problem.of(TlsFailure.HANDLE_REFUSED, "TLS was asked for on a socket of somebody else"));
  }

  private Attempt begin(GuardedSocket socket, HostPort server, InetSocketAddress address)
      throws IOException {
    TlsTerms current = currentTerms(server);
    synchronized (this) {
      if (phase == Phase.OVER) {
        throw over(server);
      }
      Attempt attempt = Attempt.of(this, server, address, request, current);
      if (phase == Phase.OPENING) {
        attempt.limit(limit);
        attempts.add(attempt);
      } else {
        attempts.addLater(attempt);
      }
      attempt.adopt(socket);
      return attempt;
    }
  }

  /** Read without a lock, as files may be read for it. */
  private @Nullable TlsTerms currentTerms(HostPort server) throws RefusedIOException {
    if (terms == null || phase == Phase.OPENING) {
      return terms;
    }
    try {
      return terms.at(terms.contexts().current());
    } catch (ProblemException e) {
      refused(server, e.problem());
      throw new RefusedIOException(e.problem());
    }
  }

  private static RefusedIOException over(HostPort server) {
    return new RefusedIOException(
        Problem.of(
            TlsFailure.HANDLE_REFUSED,
            "a socket to " + server + " was asked for after its connection was gone"));
  }

  /** Warns of what nobody else may tell of. */
  void refused(HostPort server, Problem problem) {
    if (!hosts.isSingle() || phase == Phase.CONNECTED) {
      warnings.warn(server, problem);
    }
  }

  /** The host has proven itself. */
  void accepted(HostPort server) {
    warnings.accepted(server);
  }

  /**
   * Whether to dial would be in vain: the connection does not stand yet, and the time is over, or
   * every host was refused or has no TLS, where that is demanded.
   */
  public synchronized boolean isInVain() {
    return phase == Phase.OPENING
        && (limit.isOver() || attempts.wasEachRefused(hosts.hosts(), terms != null));
  }

  /** Whether the connection stands. */
  boolean stands() {
    return phase == Phase.CONNECTED;
  }

  /** Returns the attempt whose confirmed, open socket this is. */
  public synchronized Optional<Attempt> over(Socket socket) {
    return attempts.first(attempt -> attempt.protects(socket));
  }

  /** Returns the oldest attempt at a host whose socket is open, and confirmed over TLS. */
  public synchronized Optional<Attempt> at(HostPort host) {
    return attempts.first(attempt -> attempt.server().equals(host) && attempt.isLive());
  }

  /**
   * Returns the attempt that tells best why there is no connection: the first that was refused,
   * else the last; one that was not begun if the driver has dialled nothing.
   */
  public synchronized Attempt decisive() {
    return attempts.decisive().orElseGet(this::notBegun);
  }

  private Attempt notBegun() {
    HostPort first = hosts.first();
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved(first.host(), first.port());
    return Attempt.of(this, first, nowhere, request, terms);
  }

  /**
   * Whether every host of the URL has said that it has no TLS: one that was not reached, or
   * answered otherwise, may have it.
   */
  public synchronized boolean metNoTls() {
    return attempts.metNoTls(hosts.hosts());
  }

  /**
   * Whether the call is repeated where {@link #mayWantAnotherGroup} says so: not with several
   * hosts, among which the driver would go on to the next one, nor once the connection stands.
   */
  boolean isDialledAgain() {
    return hosts.isSingle() && phase == Phase.OPENING;
  }

  /**
   * Whether another plan may succeed, as {@link Attempt#mayWantAnotherGroup} has it; not where
   * anything else was refused, or a login was tried, which might be counted against the user.
   */
  public synchronized boolean mayWantAnotherGroup() {
    return attempts.mayWantAnotherGroup();
  }

  /** The connection stands: from now on sockets go by the material of their time. */
  public synchronized void connected() {
    if (phase == Phase.OPENING) {
      phase = Phase.CONNECTED;
      attempts.connected();
    }
  }

  /** The call is over: unless its connection stands, nothing is given out, and all is closed. */
  public synchronized void end() {
    if (phase == Phase.OPENING) {
      phase = Phase.OVER;
      attempts.end();
    }
  }
}
