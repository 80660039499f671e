package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves what the delegate has returned, and explains what it has thrown.
 *
 * <ol>
 *   <li>A connection that was demanded over TLS is returned only with a confirmed handshake on the
 *       attempt's own, open socket. Otherwise it is closed.
 *   <li>One in plain text is returned only where no client certificate had to be sent.
 *   <li>A server that takes longer than its address has counts as one that cannot be reached,
 *       unless there is a reason to refuse it.
 * </ol>
 */
final class Proof {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");
  private static final String ENCRYPTED_MODES_ONLY =
      "Use sslmode=require or a stronger mode, or set sslcertmode=allow.";

  private final Request request;
  private final Deadline deadline;

  Proof(Request request, Deadline deadline) {
    this.request = request;
    this.deadline = deadline;
  }

  /** Proves a connection, for which there is one attempt at most. */
  Outcome opened(@Nullable Connection connection, Attempt attempt) {
    return opened(connection, attempt, attempt::provenHandshake);
  }

  /**
   * Proves a connection.
   *
   * @param protection that is asked for now, and whenever somebody wants to know it
   */
  Outcome opened(@Nullable Connection connection, Attempt attempt, Protection protection) {
    if (connection == null) {
      return refused(
          attempt.problem().orElseGet(() -> unproven("no connection to " + attempt.server())));
    }
    return attempt.transport() == Transport.PLAIN
        ? inPlainText(connection, attempt)
        : overTls(connection, attempt, protection);
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
      return closed(connection, problem.withRemedy(ENCRYPTED_MODES_ONLY));
    }
    attempt.connected();
    LOGGER.log(Level.DEBUG, () -> "Connected to " + attempt.server() + " in plain text");
    return new Outcome.Opened(connection);
  }

  private Outcome overTls(Connection connection, Attempt attempt, Protection protection) {
    Optional<Handshake> handshake = protection.handshake();
    if (handshake.isEmpty()) {
      Problem problem =
          attempt
              .problem()
              .orElseGet(
                  () ->
                      unproven(
                          "a connection to " + attempt.server() + " without a handshake of ours"));
      return closed(connection, problem);
    }
    attempt.connected();
    if (LOGGER.isLoggable(Level.DEBUG)) {
      boolean verified = handshake.get().verified().verifiedName().isPresent();
      LOGGER.log(
          Level.DEBUG,
          "Connected to "
              + attempt.server()
              + " over "
              + handshake.get().protocol()
              + (verified ? ", verified" : ""));
    }
    OpenConnections.shared()
        .add(connection, new ProvenConnection(protection, request.settings().mode()));
    return new Outcome.Opened(connection);
  }

  private static Problem unproven(String returned) {
    return Problem.of(TlsFailure.TLS_NOT_PROVEN, "the driver returned " + returned);
  }

  private static Outcome.Failed closed(Connection connection, Problem problem) {
    Outcome.Failed refused = refused(problem);
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      refused.exception().addSuppressed(e);
    }
    return refused;
  }

  private static Outcome.Failed refused(Problem problem) {
    return new Outcome.Failed(Failures.exception(problem), Setback.FINAL, false);
  }

  /**
   * Explains a failure.
   *
   * @param limit of time for the attempt
   * @param metNoTls whether there is no TLS at the server
   */
  Outcome.Failed failed(SQLException exception, Attempt attempt, Deadline limit, boolean metNoTls) {
    Optional<Problem> problem =
        Diagnosis.of(exception, attempt, limit)
            .map(p -> PolicyCheck.naming(request.policy(), p))
            .map(p -> DirectNegotiation.naming(request.settings().negotiation(), p));
    Setback setback = setback(exception, problem, attempt, limit);
    boolean loginRefused =
        setback == Setback.LOGIN_REFUSED && attempt.progress().reached(Progress.CONFIRMED);
    return new Outcome.Failed(
        problem.map(Failures::exception).orElse(exception), setback, metNoTls || loginRefused);
  }

  /** Tells of an attempt that is repeated: loudly if its server was refused. */
  static void logRepeated(Attempt attempt) {
    Optional<Problem> problem = attempt.problem();
    LOGGER.log(
        problem.isPresent() ? Level.WARNING : Level.DEBUG,
        () ->
            "Dialling "
                + attempt.server()
                + " once more, as it may want another group for the key agreement than the one that"
                + " it has agreed to before"
                + problem.map(refused -> "; it was refused: " + refused.message()).orElse(""));
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
