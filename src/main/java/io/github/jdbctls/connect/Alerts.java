package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.protocol.Progress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Reads what JSSE says about a failed handshake.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6.2">RFC 8446, 6.2: error alerts</a>
 */
final class Alerts {
  private static final Pattern RECEIVED = Pattern.compile("[Rr]eceived fatal alert: (\\w+)");
  private static final Set<String> ABOUT_OUR_CERTIFICATE =
      Set.of(
          "access_denied",
          "bad_certificate",
          "certificate_expired",
          "certificate_required",
          "certificate_revoked",
          "certificate_unknown",
          "decrypt_error",
          "unknown_ca",
          "unsupported_certificate");

  private Alerts() {}

  static Problem problem(SSLException failure, Attempt attempt) {
    String text = String.valueOf(failure.getMessage());
    String server = "the server " + attempt.server();
    Matcher received = RECEIVED.matcher(text);
    String alert = received.find() ? received.group(1).toLowerCase(Locale.ROOT) : "";
    Optional<String> asked = attempt.certificateRequest();
    if (ABOUT_OUR_CERTIFICATE.contains(alert)
        || (alert.equals("handshake_failure") && asked.isPresent())) {
      return Problem.of(
          TlsFailure.CLIENT_CERTIFICATE_REFUSED,
          server
              + " ended the handshake with the alert "
              + alert
              + asked.map(a -> "; " + a).orElse(""));
    }
    if (alert.equals("protocol_version")
        || text.contains("No appropriate protocol")
        || text.contains("protocol_version")) {
      return Problem.of(
          TlsFailure.PROTOCOL_VERSION, server + " has no TLS version in common with us: " + text);
    }
    if (alert.equals("no_application_protocol")
        || text.contains("application_layer_protocol_negotiation")) {
      return Problem.of(
              TlsFailure.APPLICATION_PROTOCOL,
              server
                  + " does not speak the protocol of the database inside TLS (ALPN): "
                  + (alert.isEmpty() ? text : "it ended the handshake with the alert " + alert))
          .withRemedy("Check that host and port are those of the database.");
    }
    if (!alert.isEmpty()) {
      return Problem.of(
          TlsFailure.HANDSHAKE_FAILED, server + " ended the handshake with the alert " + alert);
    }
    if (text.contains("terminated the handshake")
        && !attempt.progress().reached(Progress.CONFIRMED)) {
      return Interruption.of(attempt, server + " closed the connection during the handshake");
    }
    return Problem.of(
        TlsFailure.HANDSHAKE_FAILED, "the handshake with " + server + " failed: " + text);
  }
}
