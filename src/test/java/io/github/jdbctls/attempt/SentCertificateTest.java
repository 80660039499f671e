package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.ClientCertificateMode;
import java.io.IOException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sslcertmode=require}: the server must ask, and we must have sent. */
class SentCertificateTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("db").dnsName("db").selfSigned();
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").selfSigned();

  private final TlsContext context = TestTlsContext.showing(CLIENT);

  private static Dialogue with(ClientCertificateMode mode) {
    return new Dialogue(new DirectTls(Optional.empty()), Optional.empty(), mode);
  }

  private static SSLContext knowing(TestCertificate client) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("client", client.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    return CERTIFICATE.context(trust.getTrustManagers());
  }

  /** A server that lets clients without a certificate in, too. */
  private static TlsPeer asking(TestCertificate client, String version) throws Exception {
    return TlsPeer.start(knowing(client), version, tls -> tls.setWantClientAuth(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isEnoughInTheHandshakeAndInThoseThatContinueIt(String version) throws Exception {
    try (TlsPeer peer = asking(CLIENT, version)) {
      Handshake full = with(ClientCertificateMode.REQUIRE).with(peer, context);
      Handshake resumed = with(ClientCertificateMode.REQUIRE).with(peer, context);

      assertThat(peer.resumed(2)).containsExactly(false, true);
      assertThat(full.clientCertificate()).hasValue(CLIENT.certificate());
      assertThat(resumed.clientCertificate()).hasValue(CLIENT.certificate());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedIfTheServerDidNotAsk(String version) throws Exception {
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, version)) {
      assertRefused(peer, context, "the server did not ask for one");
    }
  }

  /** Such a session stands between connects that need no certificate. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isRefusedIfTheServerDidNotAskInTheHandshakeThatIsContinued(String version) throws Exception {
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, version)) {
      assertThat(with(ClientCertificateMode.ALLOW).with(peer, context).clientCertificate())
          .isEmpty();

      assertRefused(peer, context, "the server did not ask for one");
      assertThat(peer.resumed(2)).containsExactly(false, true);
    }
  }

  /** JSSE answers with an empty list then, and says so to nobody. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2", "TLSv1.3"})
  void isRefusedIfTheServerAskedForAnotherTypeOfKey(String version) throws Exception {
    TestCertificate edwards =
        TestCertificate.leaf("app").algorithm(KeyAlgorithm.ED25519).selfSigned();
    try (TlsPeer peer =
        TlsPeer.start(
            knowing(edwards),
            version,
            tls -> {
              tls.setWantClientAuth(true);
              signWithoutEdwards(tls);
            })) {
      assertRefused(
          peer,
          TestTlsContext.showing(edwards),
          "the server asked for a certificate with a key of type");
    }
  }

  private static void signWithoutEdwards(SSLSocket tls) {
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setAlgorithmConstraints(new NoEdwards());
    tls.setSSLParameters(parameters);
  }

  private static void assertRefused(TlsPeer peer, TlsContext context, String found)
      throws IOException {
    assertThatThrownBy(() -> with(ClientCertificateMode.REQUIRE).with(peer, context))
        .isInstanceOfSatisfying(
            RefusedIOException.class,
            e ->
                assertThat(e.problem().failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_NOT_SENT))
        .hasMessageContainingAll("db:" + peer.port(), "sslcertmode=require", found);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, ALLOW", "TLSv1.3, ALLOW", "TLSv1.2, DISABLE", "TLSv1.3, DISABLE"})
  void isNotAskedForInOtherModes(String version, ClientCertificateMode mode) throws Exception {
    try (TlsPeer peer = TlsPeer.start(CERTIFICATE, version)) {
      assertThat(with(mode).with(peer, context).clientCertificate()).isEmpty();
    }
  }
}
