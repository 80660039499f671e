package io.github.jdbctls.connect;

import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.attempt.DialCall;
import io.github.jdbctls.attempt.DialPlan;
import io.github.jdbctls.attempt.DialPlans;
import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Link;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a driver that dials by itself open a connection: register the plan, call the delegate,
 * prove.
 *
 * <ol>
 *   <li>The plan is found by its call for as long as that lasts. If a connection comes of it, more
 *       may be dialled for as long as that can be reached.
 *   <li>The connection itself says over which wire it runs: that must be a socket of this plan,
 *       confirmed and open. That some socket of the plan was confirmed proves nothing.
 *   <li>A failure closes whatever the driver had dialled.
 *   <li>A server that may want another group is tried once more, as in {@link Trial}.
 *   <li>{@code prefer} goes on in plain text only if every server that was reached has no TLS.
 * </ol>
 */
final class PlanTrial {
  private final Request request;
  private final Delegate delegate;
  private final Optional<TlsContext> context;
  private final Deadline deadline;
  private final Proof proof;

  PlanTrial(Request request, Delegate delegate, Optional<TlsContext> context, Deadline deadline) {
    this.request = request;
    this.delegate = delegate;
    this.context = context;
    this.deadline = deadline;
    this.proof = new Proof(request, deadline);
  }

  Outcome run(Transport transport) {
    return run(transport, true);
  }

  private Outcome run(Transport transport, boolean mayBeRepeated) {
    Dialect dialect = request.dialect();
    DialPlan plan = plan(transport);
    PlannedCalls calls = Objects.requireNonNull(request.plannedCalls());
    String handle = calls.handle(plan.transport());
    DialCall call = DialPlans.begin(handle, plan);
    try {
      DelegateCall delegateCall = calls.call(request, plan.transport(), deadline.remaining());
      Connection connection = dialect.open(delegate.driver(), delegateCall, handle);
      Outcome outcome = opened(connection, call);
      if (outcome instanceof Outcome.Opened proven) {
        call.stands(owner(proven.connection()));
      }
      return outcome;
    } catch (SQLException e) {
      if (!mayBeRepeated || !plan.mayWantAnotherGroup() || deadline.isOver()) {
        return proof.failed(e, plan.decisive(), deadline, plan.metNoTls());
      }
      Proof.logRepeated(plan.decisive());
    } finally {
      call.end();
    }
    return run(transport, false);
  }

  /**
   * What lives as long as anything of the connection is in use: of a proxy of the driver's, which
   * its statements do not hold, the handler.
   */
  private static Object owner(Connection connection) {
    return Proxy.isProxyClass(connection.getClass())
        ? Proxy.getInvocationHandler(connection)
        : connection;
  }

  private DialPlan plan(Transport transport) {
    TlsRequest tls = request.dialect().tlsRequest(request.settings().negotiation());
    return transport == Transport.PLAIN
        ? DialPlan.inClearText(
            request.url().hosts(), request.settings().hostAddresses(), tls, deadline)
        : DialPlan.overTls(
            request.url().hosts(),
            request.settings().hostAddresses(),
            tls,
            RequestTerms.of(request, context.orElseThrow()),
            deadline);
  }

  private Outcome opened(@Nullable Connection connection, DialCall call) throws SQLException {
    if (connection == null) {
      return proof.opened(null, call.plan().decisive());
    }
    Optional<Attempt> attempt = attempt(request.dialect(), connection, call);
    return proof.opened(
        connection,
        attempt.isPresent() ? attempt.get() : call.plan().decisive(),
        protection(connection, call));
  }

  /** Holds the connection weakly, as it is kept for as long as that can be reached. */
  private Protection protection(Connection connection, DialCall call) {
    Dialect dialect = request.dialect();
    WeakReference<Connection> weak = new WeakReference<>(connection);
    return () -> handshake(dialect, weak.get(), call);
  }

  private static Optional<Handshake> handshake(
      Dialect dialect, @Nullable Connection connection, DialCall call) {
    try {
      Optional<Attempt> attempt =
          connection == null ? Optional.empty() : attempt(dialect, connection, call);
      return attempt.isPresent() ? attempt.get().provenHandshake() : Optional.empty();
    } catch (SQLException e) {
      // A connection that is closed says nothing of its wire: it has none.
      return Optional.empty();
    }
  }

  private static Optional<Attempt> attempt(Dialect dialect, Connection connection, DialCall call)
      throws SQLException {
    Optional<Link> link = dialect.link(connection);
    if (link.isEmpty()) {
      return Optional.empty();
    }
    if (link.get() instanceof Link.OverSocket over) {
      return call.over(over.socket());
    }
    Link.ToHost to = (Link.ToHost) link.get();
    Optional<DialPlan> origin = DialPlans.of(to.origin());
    return origin.isPresent() && origin.get() == call.plan()
        ? call.plan().at(to.host())
        : Optional.empty();
  }
}
