package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries host after host, and for each the transports of the mode ({@link ModeOrder}).
 *
 * <ol>
 *   <li>A host is tried at its {@code hostaddr}, else at each address of its name.
 *   <li>Only a host that cannot be reached, is starting up or has the wrong role is passed over in
 *       favour of the next; a failed verification ends the connect.
 *   <li>A driver that goes about its hosts by itself is given all of them at once.
 *   <li>One deadline covers everything; the system's name service is not interrupted by it. Within
 *       it each address may have its own, for all transports together, after which it cannot be
 *       reached.
 * </ol>
 */
final class Opening {
  private final Request request;
  private final Delegate delegate;
  private final Optional<TlsContext> context;
  private final Deadline deadline;
  private final List<SQLException> failures = new ArrayList<>();

  Opening(Request request, Delegate delegate, Optional<TlsContext> context, Deadline deadline) {
    this.request = request;
    this.delegate = delegate;
    this.context = context;
    this.deadline = deadline;
  }

  Connection open() throws SQLException, ProblemException {
    return request.dialect().dialsByItself() ? openAtOnce() : openHostByHost();
  }

  private Connection openAtOnce() throws SQLException {
    PlanTrial whole = new PlanTrial(request, delegate, context, deadline);
    Outcome outcome = ModeOrder.open(request.settings(), whole::run);
    if (outcome instanceof Outcome.Opened opened) {
      return opened.connection();
    }
    throw ((Outcome.Failed) outcome).exception();
  }

  private Connection openHostByHost() throws SQLException, ProblemException {
    Trial trial = new Trial(request, delegate, context, deadline);
    for (Candidate candidate :
        request.dialect().candidates(request.url(), request.delegateProperties())) {
      HostPort server = request.url().hosts().get(candidate.index());
      for (InetSocketAddress address : addresses(candidate.index())) {
        if (deadline.isOver()) {
          throw timeout(server);
        }
        Deadline limit = deadline.ofAddress(request.addressTimeout());
        Trial.Target target = new Trial.Target(server, address, candidate, limit);
        Outcome outcome =
            ModeOrder.open(request.settings(), transport -> trial.run(target, transport));
        if (outcome instanceof Outcome.Opened opened) {
          return opened.connection();
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        failures.add(failed.exception());
        if (!failed.setback().allowsNextHost()) {
          throw joined();
        }
        if (failed.setback() != Setback.UNREACHABLE) {
          break;
        }
      }
    }
    throw joined();
  }

  private List<InetSocketAddress> addresses(int index) throws ProblemException {
    HostPort server = request.url().hosts().get(index);
    List<String> given = request.settings().hostAddresses();
    String host = given.isEmpty() || given.get(index).isEmpty() ? server.host() : given.get(index);
    try {
      List<InetSocketAddress> addresses = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        addresses.add(new InetSocketAddress(address, server.port()));
      }
      return addresses;
    } catch (UnknownHostException e) {
      // The driver reports it in its own words; a SOCKS proxy may know the name.
      return List.of(InetSocketAddress.createUnresolved(host, server.port()));
    }
  }

  private SQLException timeout(HostPort server) {
    SQLException timeout =
        Failures.exception(
            Problem.of(
                TlsFailure.TIMEOUT, deadline + " was over before " + server + " could be tried"));
    failures.forEach(timeout::addSuppressed);
    return timeout;
  }

  /** The last failure as it is, with the earlier ones attached. */
  private SQLException joined() {
    SQLException last = failures.get(failures.size() - 1);
    failures.stream().filter(f -> f != last).forEach(last::addSuppressed);
    return last;
  }
}
