package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tries host after host, and for each the transports of the mode.
 *
 * <ol>
 *   <li>A host is tried at its {@code hostaddr}, else at each address of its name.
 *   <li>{@code allow}: plain text, then TLS if the server refused the plain login.
 *   <li>{@code prefer}: TLS, then plain text if the server has no TLS, or refused the login over
 *       it. Never after a time-out, or a failure of handshake, certificate, file or key; nor with
 *       {@code sslcertmode=require}, which plain text cannot meet.
 *   <li>All other modes have one transport.
 *   <li>Only a host that cannot be reached, is starting up or has the wrong role is passed over in
 *       favour of the next; a failed verification ends the connect.
 *   <li>One deadline covers everything; the system's name service is not interrupted by it. Within
 *       it each address may have its own, for all transports together, after which it cannot be
 *       reached.
 * </ol>
 */
final class Opening {
  private final Request request;
  private final Trial trial;
  private final Deadline deadline;
  private final List<SQLException> failures = new ArrayList<>();

  Opening(Request request, Delegate delegate, Optional<TlsContext> context, Deadline deadline) {
    this.request = request;
    this.deadline = deadline;
    this.trial = new Trial(request, delegate, context, deadline);
  }

  Connection open() throws SQLException, ProblemException {
    for (Candidate candidate :
        request.dialect().candidates(request.url(), request.delegateProperties())) {
      HostPort server = request.url().hosts().get(candidate.index());
      for (InetSocketAddress address : addresses(candidate.index())) {
        if (deadline.isOver()) {
          throw timeout(server);
        }
        Deadline limit = deadline.ofAddress(request.addressTimeout());
        Trial.Outcome outcome = open(new Trial.Target(server, address, candidate, limit));
        if (outcome instanceof Trial.Opened opened) {
          return opened.connection();
        }
        Trial.Failed failed = (Trial.Failed) outcome;
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

  private Trial.Outcome open(Trial.Target target) {
    return switch (request.settings().mode().value()) {
      case DISABLE -> trial.run(target, Transport.PLAIN);
      case ALLOW -> {
        Trial.Outcome plain = trial.run(target, Transport.PLAIN);
        yield plain instanceof Trial.Failed failed && failed.setback() == Setback.LOGIN_REFUSED
            ? second(failed, trial.run(target, Transport.TLS))
            : plain;
      }
      case PREFER -> {
        Trial.Outcome tls = trial.run(target, Transport.TLS);
        yield tls instanceof Trial.Failed failed && failed.allowsPlainText() && mayGoPlain()
            ? second(failed, trial.run(target, Transport.PLAIN))
            : tls;
      }
      case REQUIRE, VERIFY_CA, VERIFY_FULL -> trial.run(target, Transport.TLS);
    };
  }

  private boolean mayGoPlain() {
    return request.settings().certificateMode() != ClientCertificateMode.REQUIRE;
  }

  /** The outcome of the second transport, which tells of the first if it failed too. */
  private static Trial.Outcome second(Trial.Failed first, Trial.Outcome outcome) {
    if (outcome instanceof Trial.Failed failed && failed.exception() != first.exception()) {
      failed.exception().addSuppressed(first.exception());
    }
    return outcome;
  }

  private List<InetSocketAddress> addresses(int index) throws ProblemException {
    HostPort server = request.url().hosts().get(index);
    List<String> given = request.settings().hostAddresses();
    String host = given.isEmpty() || given.get(index).isEmpty() ? server.host() : given.get(index);
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> new InetSocketAddress(address, server.port()))
          .toList();
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
