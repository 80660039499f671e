package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * Says whether the server has selected the application protocol that was offered to it (ALPN):
 *
 * <ol>
 *   <li>Where nothing was offered, nothing is asked.
 *   <li>Direct TLS needs the selection: nothing else says that both ends speak of the same
 *       protocol, and a server of another one could be made to understand what was meant for this
 *       (ALPACA). After a request for TLS a server may do without, as before PostgreSQL 17.
 *   <li>Another selection than what was offered is refused either way.
 * </ol>
 *
 * <p>The protocol is negotiated in every handshake, a resumed one included (RFC 7301, 3.1).
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL">
 *     PostgreSQL, Message Flow, SSL Session Encryption</a>
 */
final class ApplicationProtocol {
  private ApplicationProtocol() {}

  static Optional<Problem> refusal(SSLSocket socket, Attempt attempt) {
    Optional<String> offered = attempt.request().applicationProtocol();
    if (offered.isEmpty()) {
      return Optional.empty();
    }
    String selected = socket.getApplicationProtocol();
    if (selected == null || selected.isEmpty()) {
      return attempt.request().isDirect()
          ? Optional.of(
              Problem.of(
                  TlsFailure.APPLICATION_PROTOCOL,
                  "the server "
                      + attempt.server()
                      + " selected no application protocol (ALPN), where \""
                      + offered.get()
                      + "\" was offered and TLS began without a request"))
          : Optional.empty();
    }
    return selected.equals(offered.get())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    TlsFailure.APPLICATION_PROTOCOL,
                    "the server "
                        + attempt.server()
                        + " selected another application protocol (ALPN) than \""
                        + offered.get()
                        + "\"")
                .withRemedy("Check that host and port are those of the database."));
  }
}
