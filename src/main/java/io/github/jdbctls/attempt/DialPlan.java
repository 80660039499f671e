package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

  private record Warning(HostPort server, String found) {}

  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  private final List<HostPort> hosts;
  private final List<String> hostAddresses;
  private final TlsRequest request;
  private final @Nullable TlsTerms terms;
  private final Deadline limit;

  private final List<Attempt> attempts = new ArrayList<>();

  /** What was dialled since the connection stands, which is held by its socket. */
  private final List<WeakReference<Attempt>> later = new ArrayList<>();

  private final Set<Warning> warned = ConcurrentHashMap.newKeySet();

  /** Asked for by attempts that hold their own lock, so that it must not take the plan's. */
  private volatile Phase phase = Phase.OPENING;

  private DialPlan(
      List<HostPort> hosts,
      List<String> hostAddresses,
      TlsRequest request,
      @Nullable TlsTerms terms,
      Deadline limit) {
    this.hosts = List.copyOf(hosts);
    this.hostAddresses = List.copyOf(hostAddresses);
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
    return new DialPlan(hosts, hostAddresses, request, terms, limit);
  }

  /** A plan in clear text; its parameters are those of {@link #overTls}. */
  public static DialPlan inClearText(
      List<HostPort> hosts, List<String> hostAddresses, TlsRequest request, Deadline limit) {
    return new DialPlan(hosts, hostAddresses, request, null, limit);
  }

  /** A plan of the same, for what is dialled when a connection stands. */
  DialPlan afterwards() {
    DialPlan afterwards = new DialPlan(hosts, hostAddresses, request, terms, limit);
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
    HostPort server = server(InetSocketAddress.createUnresolved(host, port));
    List<InetSocketAddress> addresses = new ArrayList<>(1);
    for (InetAddress address : InetAddress.getAllByName(given(server).orElse(server.host()))) {
      addresses.add(new InetSocketAddress(address, port));
    }
    return addresses;
  }

  /**
   * Makes a socket to one address of a host, not connected.
   *
   * @param address one of the host's {@link #addresses}
   * @throws RefusedIOException if it is not a host of the URL, or the plan is over
   */
  public Socket newSocket(String host, int port, InetSocketAddress address) throws IOException {
    HostPort server = server(InetSocketAddress.createUnresolved(host, port));
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
          HostPort server = server(endpoint);
          InetSocketAddress address = (InetSocketAddress) endpoint;
          Optional<String> given = given(server);
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
        attempts.removeIf(Attempt::isClosed);
        later.removeIf(DialPlan::isOver);
        later.add(new WeakReference<>(attempt));
      }
      attempt.adopt(socket);
      return attempt;
    }
  }

  private static boolean isOver(WeakReference<Attempt> reference) {
    Attempt attempt = reference.get();
    return attempt == null || attempt.isClosed();
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

  private HostPort server(SocketAddress endpoint) throws RefusedIOException {
    if (endpoint instanceof InetSocketAddress peer) {
      // Two hosts may have one address: the name decides, and only then the address.
      for (HostPort host : hosts) {
        if (host.port() == peer.getPort() && host.isNamed(peer.getHostString())) {
          return host;
        }
      }
      for (HostPort host : hosts) {
        if (host.port() == peer.getPort() && host.isAddressedBy(peer)) {
          return host;
        }
      }
    }
    throw new RefusedIOException(
        Problem.of(
            TlsFailure.HANDLE_REFUSED,
            "a connection to another host than " + hosts + " was asked for"));
  }

  private Optional<String> given(HostPort server) {
    String given = hostAddresses.isEmpty() ? "" : hostAddresses.get(hosts.indexOf(server));
    return given.isEmpty() ? Optional.empty() : Optional.of(given);
  }

  private static RefusedIOException over(HostPort server) {
    return new RefusedIOException(
        Problem.of(
            TlsFailure.HANDLE_REFUSED,
            "a socket to " + server + " was asked for after its connection was gone"));
  }

  /**
   * Warns of what nobody else may tell of, once until the host is accepted: a driver may try the
   * same host again and again.
   */
  void refused(HostPort server, Problem problem) {
    boolean isOurs = hosts.size() > 1 || phase == Phase.CONNECTED;
    if (isOurs && warned.add(new Warning(server, problem.found()))) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The server "
              + server
              + " was refused, and the driver may go on without it: "
              + problem.message());
    }
  }

  /** The host has proven itself: should it be refused again, that is news. */
  void accepted(HostPort server) {
    if (!warned.isEmpty()) {
      warned.removeIf(warning -> warning.server().equals(server));
    }
  }

  /**
   * Whether to dial would be in vain: the connection does not stand yet, and the time is over, or
   * every host was refused or has no TLS, where that is demanded.
   */
  public synchronized boolean isInVain() {
    return phase == Phase.OPENING && (limit.isOver() || wasEveryHostRefused());
  }

  private boolean wasEveryHostRefused() {
    for (HostPort host : hosts) {
      if (!wasRefused(host)) {
        return false;
      }
    }
    return true;
  }

  private boolean wasRefused(HostPort host) {
    for (Attempt attempt : attempts) {
      if (attempt.server().equals(host)
          && (attempt.problem().isPresent() || (terms != null && hasNoTls(attempt)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNoTls(Attempt attempt) {
    return attempt.answer().equals(Optional.of(TlsRequest.Answer.NO_TLS));
  }

  /** Whether the connection stands. */
  boolean stands() {
    return phase == Phase.CONNECTED;
  }

  /** Returns the attempt whose confirmed, open socket this is. */
  public synchronized Optional<Attempt> over(Socket socket) {
    return first(attempt -> attempt.protects(socket));
  }

  /** Returns the oldest attempt at a host whose socket is open, and confirmed over TLS. */
  public synchronized Optional<Attempt> at(HostPort host) {
    return first(attempt -> attempt.server().equals(host) && attempt.isLive());
  }

  private Optional<Attempt> first(Predicate<Attempt> sought) {
    for (Attempt attempt : attempts) {
      if (sought.test(attempt)) {
        return Optional.of(attempt);
      }
    }
    for (WeakReference<Attempt> reference : later) {
      Attempt attempt = reference.get();
      if (attempt != null && sought.test(attempt)) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the attempt that tells best why there is no connection: the first that was refused,
   * else the last; one that was not begun if the driver has dialled nothing.
   */
  public synchronized Attempt decisive() {
    HostPort first = hosts.get(0);
    return attempts.stream()
        .filter(attempt -> attempt.problem().isPresent())
        .findFirst()
        .orElseGet(
            () ->
                attempts.isEmpty()
                    ? Attempt.of(
                        this,
                        first,
                        InetSocketAddress.createUnresolved(first.host(), first.port()),
                        request,
                        terms)
                    : attempts.get(attempts.size() - 1));
  }

  /**
   * Whether every host of the URL has said that it has no TLS: one that was not reached, or
   * answered otherwise, may have it.
   */
  public synchronized boolean metNoTls() {
    return hosts.stream()
            .allMatch(
                host ->
                    attempts.stream()
                        .anyMatch(attempt -> attempt.server().equals(host) && hasNoTls(attempt)))
        && attempts.stream().allMatch(attempt -> attempt.problem().isEmpty());
  }

  /**
   * Whether the call is repeated where {@link #mayWantAnotherGroup} says so: not with several
   * hosts, among which the driver would go on to the next one, nor once the connection stands.
   */
  boolean isDialledAgain() {
    return hosts.size() == 1 && phase == Phase.OPENING;
  }

  /**
   * Whether another plan may succeed, as {@link Attempt#mayWantAnotherGroup} has it; not where
   * something was refused, or a login was tried, which might be counted against the user.
   */
  public synchronized boolean mayWantAnotherGroup() {
    boolean isWanted = false;
    for (Attempt attempt : attempts) {
      if (attempt.problem().isPresent() || attempt.progress().reached(Progress.CONFIRMED)) {
        return false;
      }
      isWanted |= attempt.mayWantAnotherGroup();
    }
    return isWanted;
  }

  /** The connection stands: from now on sockets go by the material of their time. */
  public synchronized void connected() {
    if (phase == Phase.OPENING) {
      phase = Phase.CONNECTED;
      attempts.removeIf(Attempt::isClosed);
      for (Attempt attempt : attempts) {
        if (attempt.isLive()) {
          attempt.connected();
        }
      }
    }
  }

  /** The call is over: unless its connection stands, nothing is given out, and all is closed. */
  public synchronized void end() {
    if (phase == Phase.OPENING) {
      phase = Phase.OVER;
      attempts.forEach(Attempt::end);
    }
  }
}
