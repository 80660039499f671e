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
import io.github.jdbctls.trust.VerifiedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
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

  private static String signature(SSLSession session) throws IOException {
    return ((X509Certificate) session.getPeerCertificates()[0]).getSigAlgName();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, EC_P256, true", "TLSv1.3, EC_P256, true", "TLSv1.3, ED25519, false"})
  void isThePlainSessionWhereTheDriverFindsTheDigestOrNeedsNone(
      String version, KeyAlgorithm signer, boolean watched) throws Exception {
    confirmed(
        version,
        signer,
        new PostgresqlDialect().loginWatch(Map.of()).filter(watch -> watched),
        1,
        socket -> assertThat(socket.getSession()).isSameAs(socket.target().getSession()));
  }

  /** Of RSASSA-PSS the driver learns the digest also where it insists on a bound login. */
  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, RSASSA_PSS, true, 1, SHA256withRSASSA-PSS",
    "TLSv1.3, RSASSA_PSS, true, 1, SHA256withRSASSA-PSS",
    "TLSv1.3, RSASSA_PSS, false, 1, SHA256withRSASSA-PSS",
    "TLSv1.3, RSASSA_PSS, true, 2, SHA256withRSASSA-PSS",
    "TLSv1.2, ED25519, true, 1, SHA256withEd25519",
    "TLSv1.3, ED25519, true, 2, SHA256withEd25519",
    "TLSv1.3, ED448, true, 1, SHA256withEd448"
  })
  void showsACertificateThatNamesADigest(
      String version, KeyAlgorithm signer, boolean watched, int handshakes, String name)
      throws Exception {
    confirmed(
        version,
        signer,
        new PostgresqlDialect().loginWatch(Map.of()).filter(watch -> watched),
        handshakes,
        socket -> {
          SSLSession shown = socket.getSession();
          SSLSession plain = socket.target().getSession();
          assertThat(signature(shown)).isEqualTo(name);
          assertThat(signature(plain)).isEqualTo(name.substring("SHA256with".length()));
          assertThat(shown.getPeerCertificates()).isEqualTo(plain.getPeerCertificates());
          assertThat(shown.getId()).isEqualTo(plain.getId());
          assertThat(shown.getProtocol()).isEqualTo(version);
          assertThat(shown.getPeerPrincipal()).isEqualTo(plain.getPeerPrincipal());
          assertThat(VerifiedServer.of(shown)).isPresent().isEqualTo(VerifiedServer.of(plain));
          // With it comes what the session is resumed by.
          assertThat(socket.getInputStream().read()).isEqualTo('!');
        });
  }
}
