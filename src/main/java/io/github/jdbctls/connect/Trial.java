package io.github.jdbctls.connect;

import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.attempt.Attempts;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one attempt at one host: register, call the delegate, prove, release.
 *
 * <ol>
 *   <li>The attempt's handle is known for as long as the call lasts, and no longer.
 *   <li>What comes of it is for {@link Proof} to say.
 *   <li>A failure closes whatever the attempt had opened.
 *   <li>A server that may want another group than the one that it was offered alone ({@link
 *       Attempt#mayWantAnotherGroup}) is tried once more, within the same limit of time.
 * </ol>
 */
final class Trial {
  /**
   * What is dialled.
   *
   * @param server that must prove its name
   * @param address one of the server's
   * @param candidate what is demanded of the server
   * @param limit of time, for all transports together; that of the connect, if it ends sooner
   */
  record Target(HostPort server, InetSocketAddress address, Candidate candidate, Deadline limit) {}

  private final Request request;
  private final Delegate delegate;
  private final Optional<TlsContext> context;
  private final Proof proof;

  Trial(Request request, Delegate delegate, Optional<TlsContext> context, Deadline deadline) {
    this.request = request;
    this.delegate = delegate;
    this.context = context;
    this.proof = new Proof(request, deadline);
  }

  Outcome run(Target target, Transport transport) {
    return run(target, transport, true);
  }

  private Outcome run(Target target, Transport transport, boolean mayBeRepeated) {
    Dialect dialect = request.dialect();
    Attempt attempt = attempt(target, transport);
    String handle = Attempts.register(attempt);
    try {
      Map<String, String> properties = new HashMap<>(request.delegateProperties());
      properties.putAll(target.candidate().properties());
      DelegateCall call =
          dialect.call(
              request.url().only(target.server()),
              properties,
              attempt.transport(),
              handle,
              target.limit().remaining());
      return proof.opened(dialect.open(delegate.driver(), call, handle), attempt);
    } catch (SQLException e) {
      if (!mayBeRepeated || !attempt.mayWantAnotherGroup() || target.limit().isOver()) {
        boolean metNoTls = attempt.answer().equals(Optional.of(TlsRequest.Answer.NO_TLS));
        return proof.failed(e, attempt, target.limit(), metNoTls);
      }
      Proof.logRepeated(attempt);
    } finally {
      Attempts.release(handle);
      attempt.end();
    }
    return run(target, transport, false);
  }

  private Attempt attempt(Target target, Transport transport) {
    TlsRequest tls = request.dialect().tlsRequest(request.settings().negotiation());
    Attempt attempt =
        transport == Transport.PLAIN
            ? Attempt.inClearText(target.server(), target.address(), tls)
            : Attempt.overTls(
                target.server(),
                target.address(),
                tls,
                RequestTerms.of(request, context.orElseThrow()));
    if (!request.dialect().keepsDeadline()) {
      attempt.limit(target.limit());
    }
    return attempt;
  }
}
