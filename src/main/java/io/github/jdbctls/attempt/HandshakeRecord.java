package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.Verdict;
import io.github.jdbctls.trust.VerifiedServer;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Confirms a finished handshake, and records it.
 *
 * <ol>
 *   <li>The protocol lies within the bounds.
 *   <li>The trust manager confirms the session: verified by itself, for this host, valid at this
 *       moment.
 *   <li>The application protocol is the one that was offered ({@link ApplicationProtocol}).
 *   <li>A client certificate was sent, where one must be ({@link SentCertificate}).
 * </ol>
 *
 * <p>Each holds for a resumed handshake too.
 */
final class HandshakeRecord {
  private HandshakeRecord() {}

  static Handshake of(SSLSocket socket, Instant started, TlsContext context, Attempt attempt)
      throws RefusedIOException {
    HostPort server = attempt.server();
    SSLSession session = socket.getSession();
    if (!context.protocols().contain(session.getProtocol())) {
      throw attempt.refused(
          TlsFailure.PROTOCOL_VERSION,
          "the server "
              + server
              + " negotiated "
              + session.getProtocol()
              + ", which lies outside of "
              + context.protocols().describe());
    }
    Verdict verdict = context.trustManager().confirm(session, server.host());
    if (verdict instanceof Verdict.Refused refused) {
      throw attempt.refused(refused.problem());
    }
    Optional<VerifiedServer> verified = VerifiedServer.of(session);
    if (verified.isEmpty()) {
      throw attempt.refused(unproven(server));
    }
    Optional<Problem> wrongProtocol = ApplicationProtocol.refusal(socket, attempt);
    if (wrongProtocol.isPresent()) {
      throw attempt.refused(wrongProtocol.get());
    }
    Optional<Problem> unsent = SentCertificate.refusal(socket, context, attempt);
    if (unsent.isPresent()) {
      throw attempt.refused(unsent.get());
    }
    try {
      List<X509Certificate> own = certificates(session.getLocalCertificates());
      return new Handshake(
          session.getProtocol(),
          session.getCipherSuite(),
          certificates(session.getPeerCertificates()),
          verified.get(),
          own.isEmpty() ? Optional.empty() : Optional.of(own.get(0)),
          verified.get().time().isBefore(started));
    } catch (SSLPeerUnverifiedException e) {
      throw attempt.refused(unproven(server).withCause(e));
    }
  }

  private static Problem unproven(HostPort server) {
    return Problem.of(
        TlsFailure.TLS_NOT_PROVEN, "the handshake with " + server + " left no proof of the server");
  }

  private static List<X509Certificate> certificates(Certificate @Nullable [] certificates) {
    if (certificates == null) {
      return List.of();
    }
    List<X509Certificate> all = new ArrayList<>(certificates.length);
    for (Certificate certificate : certificates) {
      if (certificate instanceof X509Certificate x509) {
        all.add(x509);
      }
    }
    return List.copyOf(all);
  }
}
