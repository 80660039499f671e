package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.SslNegotiation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ALPN: RFC 7301, and what libpq 17 makes of it. */
class ApplicationProtocolTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("db").dnsName("db").selfSigned();
  private static final TlsRequest POSTGRES = request(SslNegotiation.POSTGRES);
  private static final TlsRequest DIRECT = request(SslNegotiation.DIRECT);

  private final TlsContext context =
      TestTlsContext.showing(TestCertificate.leaf("app").selfSigned());

  private static TlsRequest request(SslNegotiation negotiation) {
    return new PostgresqlDialect().tlsRequest(negotiation);
  }

  /** A server that knows this protocol only; none for an empty text. */
  private static TlsPeer selecting(String known, String version) throws IOException {
    return TlsPeer.start(CERTIFICATE.context(), version, tls -> select(tls, known));
  }

  private static void select(SSLSocket tls, String known) {
    if (!known.isEmpty()) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {known});
      tls.setSSLParameters(parameters);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, POSTGRES, postgresql",
    "TLSv1.3, POSTGRES, postgresql",
    "TLSv1.2, POSTGRES, ''",
    "TLSv1.3, POSTGRES, ''",
    "TLSv1.2, DIRECT, postgresql",
    "TLSv1.3, DIRECT, postgresql"
  })
  void isAsItShouldBe(String version, SslNegotiation negotiation, String known) throws Exception {
    try (TlsPeer peer = selecting(known, version)) {
      Handshake handshake = Dialogue.demanding(request(negotiation)).with(peer, context);

      assertThat(handshake.protocol()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void mustBeSelectedWhereTlsBeginsWithoutARequest(String version) throws Exception {
    try (TlsPeer peer = selecting("", version)) {
      assertThatThrownBy(() -> Dialogue.demanding(DIRECT).with(peer, context))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> {
                assertThat(e.problem().failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL);
                assertThat(e.problem().remedy()).contains("sslnegotiation=postgres");
              })
          .hasMessageContainingAll("db:" + peer.port(), "ALPN", "postgresql");
    }
  }

  /** Which goes over a socket of its own, with a handshake of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void mustBeSelectedForACancelToo(String version) throws Exception {
    try (TlsPeer peer = selecting("", version)) {
      Attempt attempt =
          Attempt.overTls(
              new HostPort("db", peer.port()),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
              DIRECT,
              new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, Optional.empty()));
      attempt.connected();

      try (Socket cancel = attempt.newSocket()) {
        assertThatThrownBy(
                () -> cancel.connect(InetSocketAddress.createUnresolved("db", peer.port())))
            .isInstanceOfSatisfying(
                RefusedIOException.class,
                e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL));
        assertThat(cancel.isClosed()).isTrue();
      }
    }
  }

  /** The trust manager is not asked again in such a handshake; this is. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void mustBeSelectedInAResumedHandshakeToo(String version) throws Exception {
    AtomicReference<String> known = new AtomicReference<>("postgresql");
    try (TlsPeer peer =
        TlsPeer.start(
            CERTIFICATE.context(),
            version,
            tls -> select(tls, Objects.requireNonNull(known.get())))) {
      assertThat(Dialogue.demanding(DIRECT).with(peer, context).resumed()).isFalse();
      assertThat(Dialogue.demanding(DIRECT).with(peer, context).resumed()).isTrue();
      known.set("");

      assertThatThrownBy(() -> Dialogue.demanding(DIRECT).with(peer, context))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL));
      assertThat(peer.resumed(3)).containsExactly(false, true, true);
    }
  }

  /** JSSE takes nothing that was not offered; another provider might. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, POSTGRES", "TLSv1.3, POSTGRES", "TLSv1.2, DIRECT", "TLSv1.3, DIRECT"})
  void isNeverAnother(String version, SslNegotiation negotiation) throws Exception {
    Dialogue offersAnother =
        new Dialogue(request(negotiation), Optional.of("http/1.1"), ClientCertificateMode.ALLOW);
    try (TlsPeer peer = selecting("http/1.1", version)) {
      assertThatThrownBy(() -> offersAnother.with(peer, context))
          .isInstanceOfSatisfying(
              RefusedIOException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.APPLICATION_PROTOCOL))
          .hasMessageContaining("another application protocol")
          .hasMessageContaining("host and port");
    }
  }

  /** What a server selects without being asked is JSSE's to refuse. */
  @ParameterizedTest
  @ValueSource(strings = {"", "http/1.1"})
  void isNotAskedForWhereTheProtocolHasNone(String known) throws Exception {
    TlsRequest nameless = new DirectTls(Optional.empty());
    try (TlsPeer peer = selecting(known, "TLSv1.3")) {
      assertThat(Dialogue.demanding(nameless).with(peer, context).protocol()).isEqualTo("TLSv1.3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isOfferedAfterARequestTooSoThatAServerOfAnotherProtocolEndsTheHandshake(String version)
      throws Exception {
    try (TlsPeer peer = selecting("http/1.1", version)) {
      assertThatThrownBy(() -> Dialogue.demanding(POSTGRES).with(peer, context))
          .hasMessageContaining("no_application_protocol");
    }
  }
}
