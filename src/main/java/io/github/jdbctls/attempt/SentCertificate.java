package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.ClientCertificateMode;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * Says whether the client certificate was sent, where {@link ClientCertificateMode#REQUIRE} demands
 * it:
 *
 * <ol>
 *   <li>The session has local certificates. JSSE sets them when it sends them, which it does only
 *       when the server has asked.
 *   <li>Otherwise the server did not ask, or for another type of key than ours has.
 * </ol>
 *
 * <p>In a resumed handshake none is sent. The session then has those of the handshake that it
 * continues, in which this very context sent them: who continues it is who was shown them, and
 * holds them for the client's (RFC 8446, 2.2; RFC 5246, F.1.4).
 *
 * <p>A server that does not like the certificate refuses by an alert, which in TLS 1.3 arrives
 * after this.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, {@code
 *     sslcertmode}</a>
 */
final class SentCertificate {
  private SentCertificate() {}

  static Optional<Problem> refusal(SSLSocket socket, TlsContext context, Attempt attempt) {
    if (attempt.certificateMode() != ClientCertificateMode.REQUIRE
        || socket.getSession().getLocalCertificates() != null) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            TlsFailure.CLIENT_CERTIFICATE_NOT_SENT,
            "no client certificate was sent to "
                + attempt.server()
                + ", as sslcertmode=require demands: "
                + context.certificateRequest(socket).orElse("the server did not ask for one")));
  }
}
