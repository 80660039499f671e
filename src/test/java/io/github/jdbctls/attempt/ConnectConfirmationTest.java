package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what the driver reads once the handshake is confirmed. */
class ConnectConfirmationTest {
  private interface Check {
    void of(ConfirmingSocket socket) throws IOException;
  }

  private static void confirmed(
      String version, KeyAlgorithm signer, Optional<LoginWatch> watch, int handshakes, Check check)
      throws IOException {
    TlsContext context = TestTlsContext.showing(TestCertificate.leaf("app").selfSigned());
    TestCertificate server =
        TestCertificate.leaf("db")
            .dnsName("db")
            .issuedBy(TestCertificate.authority("ca").algorithm(signer).selfSigned());
    try (TlsPeer peer = TlsPeer.start(server, version)) {
      for (int i = 0; i < handshakes; i++) {
        Attempt attempt =
            Attempt.overTls(
                new HostPort("db", peer.port()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
                new DirectTls(Optional.empty()),
                new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, watch));
        try (Socket raw = attempt.newSocket()) {
          raw.connect(InetSocketAddress.createUnresolved("db", peer.port()), 10_000);
          try (ConfirmingSocket socket = (ConfirmingSocket) attempt.layer(raw, "db", peer.port())) {
            check.of(socket);
          }
        }
      }
      assertThat(peer.resumed(handshakes).get(handshakes - 1)).isEqualTo(handshakes > 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, EC_P256", "TLSv1.3, EC_P256", "TLSv1.3, RSASSA_PSS"})
  void isThePlainStreamWhereTheLoginCanBeBound(String version, KeyAlgorithm signer)
      throws Exception {
    confirmed(
        version,
        signer,
        new PostgresqlDialect().loginWatch(Map.of()),
        1,
        socket -> assertThat(socket.getInputStream()).isSameAs(socket.target().getInputStream()));
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, ED25519", "TLSv1.3, ED25519", "TLSv1.3, ED448"})
  void isThePlainStreamWhereTheLoginIsNotToBeBound(String version, KeyAlgorithm signer)
      throws Exception {
    confirmed(
        version,
        signer,
        Optional.empty(),
        1,
        socket -> assertThat(socket.getInputStream()).isSameAs(socket.target().getInputStream()));
  }

  /** A resumed handshake has the certificate of the first one. */
  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, ED25519, 1",
    "TLSv1.3, ED25519, 1",
    "TLSv1.3, ED448, 1",
    "TLSv1.2, ED25519, 2",
    "TLSv1.3, ED25519, 2"
  })
  void isWatchedWhereTheCertificateHasNoDigest(String version, KeyAlgorithm signer, int handshakes)
      throws Exception {
    confirmed(
        version,
        signer,
        new PostgresqlDialect().loginWatch(Map.of()),
        handshakes,
        socket -> {
          assertThat(socket.getInputStream())
              .isInstanceOf(WatchedInput.class)
              .isSameAs(socket.getInputStream());
          assertThat(socket.getInputStream().read()).isEqualTo('!');
        });
  }
}
