package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.SslNegotiation;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSSE says, on an attempt in which the server did not ask for a certificate. */
class AlertsTest {
  private static final HostPort SERVER = new HostPort("db.example", 5433);

  private static Problem problem(String text) {
    return Alerts.problem(new SSLHandshakeException(text), attempt());
  }

  private static Attempt attempt() {
    return Attempt.inClearText(
        SERVER,
        InetSocketAddress.createUnresolved("db.example", 5433),
        new PostgresqlDialect().tlsRequest(SslNegotiation.POSTGRES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_denied",
        "bad_certificate",
        "certificate_expired",
        "certificate_required",
        "certificate_revoked",
        "certificate_unknown",
        "decrypt_error",
        "unknown_ca",
        "unsupported_certificate"
      })
  void takesAlertsAboutCertificatesToBeAboutOurs(String alert) {
    Problem problem = problem("Received fatal alert: " + alert);

    assertThat(problem.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
    assertThat(problem.found())
        .isEqualTo("the server db.example:5433 ended the handshake with the alert " + alert);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "handshake_failure",
        "illegal_parameter",
        "decode_error",
        "internal_error",
        "insufficient_security",
        "unrecognized_name",
        "missing_extension",
        "unexpected_message",
        "an_alert_of_the_future"
      })
  void takesOtherAlertsToBeAFailedHandshake(String alert) {
    Problem problem = problem("Received fatal alert: " + alert);

    assertThat(problem.failure()).isEqualTo(TlsFailure.HANDSHAKE_FAILED);
    assertThat(problem.found())
        .isEqualTo("the server db.example:5433 ended the handshake with the alert " + alert);
  }

  /** The JDK has changed how it begins the sentence. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received fatal alert: unknown_ca",
        "(unknown_ca) Received fatal alert: unknown_ca",
        "readHandshakeRecord: received fatal alert: UNKNOWN_CA"
      })
  void findsTheAlertInTheSentencesOfAnyJdk(String text) {
    assertThat(problem(text).failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
    assertThat(problem(text).found()).endsWith("the alert unknown_ca");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received fatal alert: protocol_version",
        "(protocol_version) Received fatal alert: protocol_version",
        "No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
        "(protocol_version) The server selected protocol version TLS11 is not accepted"
      })
  void knowsThatThereIsNoVersionInCommon(String text) {
    Problem problem = problem(text);

    assertThat(problem.failure()).isEqualTo(TlsFailure.PROTOCOL_VERSION);
    assertThat(problem.found()).contains("db.example:5433", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received fatal alert: no_application_protocol",
        "Invalid application_layer_protocol_negotiation extension"
      })
  void knowsThatTheServerSpeaksAnotherProtocol(String text) {
    Problem problem = problem(text);

    assertThat(problem.failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL);
    assertThat(problem.found()).contains("db.example:5433", "ALPN", "_protocol");
    assertThat(problem.remedy()).contains("host and port");
  }

  @Test
  void knowsThatTheServerWentAway() {
    Problem problem = problem("Remote host terminated the handshake");

    assertThat(problem.failure()).isEqualTo(TlsFailure.HANDSHAKE_INTERRUPTED);
    assertThat(problem.found()).contains("db.example:5433", "closed the connection");
  }

  @ParameterizedTest
  @CsvSource({
    "Unsupported or unrecognized SSL message",
    "Invalid signature on ServerKeyExchange message",
    "Sent fatal alert: unknown_ca"
  })
  void quotesWhatItDoesNotKnow(String text) {
    Problem problem = problem(text);

    assertThat(problem.failure()).isEqualTo(TlsFailure.HANDSHAKE_FAILED);
    assertThat(problem.found())
        .isEqualTo("the handshake with the server db.example:5433 failed: " + text);
  }

  @Test
  void takesAnExceptionWithoutAMessage() {
    assertThat(Alerts.problem(new SSLException(new IllegalStateException()), attempt()).failure())
        .isEqualTo(TlsFailure.HANDSHAKE_FAILED);
  }
}
