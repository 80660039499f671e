package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.failure.Explained;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says why an attempt failed, if the reason is ours to know:
 *
 * <ol>
 *   <li>what the attempt itself refused;
 *   <li>what an exception of ours in the cause chain carries;
 *   <li>what the server answered to the request for TLS;
 *   <li>what went wrong in the handshake, an alert of the server's included, which in TLS 1.3
 *       arrives when the client has finished; or that the connection ended there without any, after
 *       the server had asked for a certificate;
 *   <li>that the time for the address or the whole connect is over, if the connection failed;
 *   <li>else nothing: the driver's own exception is for the user.
 * </ol>
 */
final class Diagnosis {
  private static final int LONGEST_CHAIN = 20;

  /** The class of SQLStates that are about the connection and not about the login. */
  private static final String CONNECTION_EXCEPTION = "08";

  private Diagnosis() {}

  static Optional<Problem> of(SQLException failure, Attempt attempt, Deadline deadline) {
    return attempt
        .problem()
        .or(() -> explained(failure))
        .or(() -> answered(attempt))
        .or(() -> handshake(failure, attempt))
        .or(() -> outOfTime(failure, attempt, deadline))
        .map(problem -> naming(attempt.server(), problem).withCause(failure));
  }

  /** Verification knows certificates only; with several hosts one must know whose they are. */
  private static Problem naming(HostPort server, Problem problem) {
    return problem.found().contains(server.toString())
        ? problem
        : new Problem(
            problem.failure(),
            "the server " + server + " was refused: " + problem.found(),
            problem.remedy(),
            problem.cause());
  }

  private static Optional<Problem> explained(Throwable failure) {
    return Optional.ofNullable(find(failure, Explained.class)).map(Explained::problem);
  }

  private static Optional<Problem> answered(Attempt attempt) {
    HostPort server = attempt.server();
    TlsRequest.Answer answer = attempt.answer().orElse(TlsRequest.Answer.ACCEPTED);
    return switch (answer) {
      case ACCEPTED, REPORTED -> Optional.empty();
      case NO_TLS ->
          Optional.of(
              Problem.of(
                  TlsFailure.SERVER_HAS_NO_TLS, "the server " + server + " does not support TLS"));
      case ERROR ->
          Optional.of(
              Problem.of(
                  TlsFailure.SERVER_ANSWERED_WITH_ERROR,
                  "the server " + server + " answered the request for TLS with an error"));
      case UNKNOWN ->
          Optional.of(
              Problem.of(
                  TlsFailure.SERVER_ANSWERED_WITH_ERROR,
                  "the server "
                      + server
                      + " answered the request for TLS with something that the protocol does not"
                      + " know"));
    };
  }

  private static Optional<Problem> handshake(SQLException failure, Attempt attempt) {
    if (attempt.transport() == Transport.PLAIN || !attempt.progress().reached(Progress.DIALLED)) {
      return Optional.empty();
    }
    SSLException tls = find(failure, SSLException.class);
    if (tls != null) {
      return Optional.of(Alerts.problem(tls, attempt));
    }
    String server = "the server " + attempt.server();
    if (attempt.progress().reached(Progress.CONFIRMED)) {
      return attempt.isEndedUnheard() && attempt.certificateRequest().isPresent()
          ? Optional.of(
              Interruption.of(
                  attempt, server + " closed the connection when the handshake was done"))
          : Optional.empty();
    }
    if (find(failure, SocketTimeoutException.class) != null) {
      return Optional.of(
          Problem.of(
              TlsFailure.TIMEOUT,
              server
                  + (attempt.progress().reached(Progress.ANSWERED)
                      ? " did not finish the handshake in time"
                      : " did not answer the request for TLS in time")));
    }
    IOException broken = find(failure, EOFException.class);
    if (broken == null) {
      broken = find(failure, SocketException.class);
    }
    return broken == null
        ? Optional.empty()
        : Optional.of(
            Interruption.of(
                attempt,
                server + " closed the connection before TLS was established: " + text(broken)));
  }

  /**
   * The driver ends the call at the deadline that it was given, and says so in its own words only.
   */
  private static Optional<Problem> outOfTime(
      SQLException failure, Attempt attempt, Deadline deadline) {
    String state = String.valueOf(failure.getSQLState());
    return deadline.isOver() && state.startsWith(CONNECTION_EXCEPTION)
        ? Optional.of(
            Problem.of(
                TlsFailure.TIMEOUT,
                deadline
                    + " was over before the server "
                    + attempt.server()
                    + switch (attempt.progress()) {
                      case NEW, SOCKET -> " was reached";
                      case DIALLED -> " had answered";
                      case ANSWERED, LAYERED -> " had finished the handshake";
                      case CONFIRMED -> " had let us log in";
                    }))
        : Optional.empty();
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null
        ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : failure.getMessage();
  }

  private static <T> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable current = failure;
    for (int i = 0; i < LONGEST_CHAIN && current != null; i++) {
      if (type.isInstance(current)) {
        return type.cast(current);
      }
      current = current.getCause();
    }
    return null;
  }
}
