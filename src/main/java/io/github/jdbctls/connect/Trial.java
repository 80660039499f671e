package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.attempt.Attempts;
import io.github.jdbctls.attempt.ContextSource;
import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.attempt.TlsTerms;
import io.github.jdbctls.context.CallersLoader;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.TlsSettings;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Runs one attempt: register, call the delegate, prove, release.
 *
 * <ol>
 *   <li>The attempt's handle is known for as long as the call lasts, and no longer.
 *   <li>A connection that was demanded over TLS is returned only with a confirmed handshake on the
 *       attempt's own, open socket. Otherwise it is closed.
 *   <li>One in plain text is returned only where no client certificate had to be sent.
 *   <li>A failure closes whatever the attempt had opened.
 *   <li>A server that takes longer than its address has counts as one that cannot be reached,
 *       unless there is a reason to refuse it.
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

  /** How an attempt ended. */
  sealed interface Outcome {}

  /** With a connection. */
  record Opened(Connection connection) implements Outcome {}

  /** Without one. */
  record Failed(SQLException exception, Setback setback, Attempt attempt) implements Outcome {
    /** Whether {@code prefer} may go on in plain text. */
    boolean allowsPlainText() {
      boolean noTls = attempt.answer().equals(Optional.of(TlsRequest.Answer.NO_TLS));
      boolean loginRefused =
          setback == Setback.LOGIN_REFUSED && attempt.progress().reached(Progress.CONFIRMED);
      return noTls || loginRefused;
    }
  }

  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");
  private static final String ENCRYPTED_MODES_ONLY =
      "Use sslmode=require or a stronger mode, or set sslcertmode=allow.";

  private final Request request;
  private final Delegate delegate;
  private final @Nullable TlsContext context;
  private final Deadline deadline;

  Trial(Request request, Delegate delegate, Optional<TlsContext> context, Deadline deadline) {
    this.request = request;
    this.delegate = delegate;
    this.context = context.orElse(null);
    this.deadline = deadline;
  }

  Outcome run(Target target, Transport transport) {
    HostPort server = target.server();
    InetSocketAddress address = target.address();
    TlsRequest tlsRequest = request.dialect().tlsRequest(request.settings().negotiation());
    Attempt attempt =
        transport == Transport.PLAIN
            ? Attempt.inClearText(server, address, tlsRequest)
            : Attempt.overTls(server, address, tlsRequest, terms());
    String handle = Attempts.register(attempt);
    try {
      Map<String, String> properties = new HashMap<>(request.delegateProperties());
      properties.putAll(target.candidate().properties());
      DelegateCall call =
          request
              .dialect()
              .call(
                  server,
                  request.url().database(),
                  properties,
                  attempt.transport(),
                  handle,
                  target.limit().remaining());
      Properties info = new Properties();
      info.putAll(call.properties());
      return opened(delegate.driver().connect(call.url(), info), attempt);
    } catch (SQLException e) {
      return failed(e, attempt, target.limit());
    } finally {
      Attempts.release(handle);
      attempt.end();
    }
  }

  private TlsTerms terms() {
    return new TlsTerms(
        Objects.requireNonNull(context),
        contexts(request.settings(), request.policy()),
        request.settings().certificateMode(),
        request.dialect().loginWatch(request.delegateProperties()));
  }

  /**
   * For cancels: the files may have changed by then, and the links to them. It lives as long as the
   * connection, so it holds nothing of the request but these.
   */
  private static ContextSource contexts(TlsSettings settings, TlsPolicy policy) {
    CallersLoader loader = CallersLoader.of(settings);
    return () ->
        loader.call(
            () -> {
              UrlSourceCheck.check(settings, policy);
              return TlsContexts.shared().get(settings);
            });
  }

  private Outcome opened(@Nullable Connection connection, Attempt attempt) {
    if (connection == null) {
      return refused(
          attempt.problem().orElseGet(() -> unproven("no connection to " + attempt.server())),
          attempt);
    }
    return attempt.transport() == Transport.PLAIN
        ? inPlainText(connection, attempt)
        : overTls(connection, attempt);
  }

  private Outcome inPlainText(Connection connection, Attempt attempt) {
    if (request.settings().certificateMode() == ClientCertificateMode.REQUIRE) {
      Problem problem =
          Problem.of(
              TlsFailure.CLIENT_CERTIFICATE_NOT_SENT,
              "the server "
                  + attempt.server()
                  + " let us log in over plain text, where no client certificate can be sent, as"
                  + " sslcertmode=require demands");
      return closed(connection, problem.withRemedy(ENCRYPTED_MODES_ONLY), attempt);
    }
    attempt.connected();
    LOGGER.log(Level.DEBUG, () -> "Connected to " + attempt.server() + " in plain text");
    return new Opened(connection);
  }

  private Outcome overTls(Connection connection, Attempt attempt) {
    Optional<Handshake> handshake = attempt.provenHandshake();
    if (handshake.isEmpty()) {
      Problem problem =
          attempt
              .problem()
              .orElseGet(
                  () ->
                      unproven(
                          "a connection to " + attempt.server() + " without a handshake of ours"));
      return closed(connection, problem, attempt);
    }
    attempt.connected();
    LOGGER.log(
        Level.DEBUG,
        () ->
            "Connected to "
                + attempt.server()
                + " over "
                + handshake.get().protocol()
                + handshake.get().verified().verifiedName().map(n -> ", verified").orElse(""));
    OpenConnections.shared()
        .add(connection, new ProvenConnection(handshake.get(), request.settings().mode()));
    return new Opened(connection);
  }

  private static Problem unproven(String returned) {
    return Problem.of(TlsFailure.TLS_NOT_PROVEN, "the driver returned " + returned);
  }

  private static Failed closed(Connection connection, Problem problem, Attempt attempt) {
    Failed refused = refused(problem, attempt);
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      refused.exception().addSuppressed(e);
    }
    return refused;
  }

  private static Failed refused(Problem problem, Attempt attempt) {
    return new Failed(Failures.exception(problem), Setback.FINAL, attempt);
  }

  private Outcome failed(SQLException exception, Attempt attempt, Deadline limit) {
    Optional<Problem> problem =
        Diagnosis.of(exception, attempt, limit)
            .map(p -> PolicyCheck.naming(request.policy(), p))
            .map(p -> DirectNegotiation.naming(request.settings().negotiation(), p));
    return new Failed(
        problem.map(Failures::exception).orElse(exception),
        setback(exception, problem, attempt, limit),
        attempt);
  }

  private Setback setback(
      SQLException exception, Optional<Problem> problem, Attempt attempt, Deadline limit) {
    boolean ours = problem.filter(p -> !p.failure().isTransient()).isPresent();
    if (ours || deadline.isOver()) {
      return Setback.FINAL;
    }
    boolean late = problem.filter(p -> p.failure() == TlsFailure.TIMEOUT).isPresent();
    return late && limit.isOver()
        ? Setback.UNREACHABLE
        : request.dialect().setback(exception, attempt.progress());
  }
}
