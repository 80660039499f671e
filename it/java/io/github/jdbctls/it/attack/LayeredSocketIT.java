package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that changes the settings of our TLS socket before its handshake. */
class LayeredSocketIT extends WithStubDelegate {
  private interface Setter {
    void to(SSLSocket socket);
  }

  static Stream<Named<Setter>> changes() {
    return Stream.of(
        Named.of("no parameters", socket -> socket.setSSLParameters(new SSLParameters())),
        Named.of(
            "no endpoint identification",
            socket -> {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setEndpointIdentificationAlgorithm("");
              parameters.setServerNames(List.of());
              socket.setSSLParameters(parameters);
            }),
        Named.of(
            "every protocol", socket -> socket.setEnabledProtocols(socket.getSupportedProtocols())),
        Named.of(
            "every cipher suite",
            socket -> socket.setEnabledCipherSuites(socket.getSupportedCipherSuites())),
        Named.of(
            "no encryption",
            socket -> socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_NULL_SHA256"})),
        Named.of(
            "no certificate",
            socket ->
                socket.setEnabledCipherSuites(
                    new String[] {"TLS_DH_anon_WITH_AES_128_CBC_SHA256"})),
        Named.of(
            "no client authentication",
            socket -> {
              socket.setNeedClientAuth(false);
              socket.setWantClientAuth(false);
            }),
        Named.of(
            "selector",
            socket -> socket.setHandshakeApplicationProtocolSelector((s, offered) -> "any")),
        Named.of(
            "server",
            socket ->
                assertThatThrownBy(() -> socket.setUseClientMode(false))
                    .isInstanceOf(IllegalArgumentException.class)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void connectsAsSafelyAsBefore(Setter change) throws Exception {
    StubDelegate.install(
        hooks -> {
          SSLSocket tls = hooks.layered(hooks.answered());
          change.to(tls);
          tls.startHandshake();
          return StubConnection.over(tls);
        });

    try (Connection connection = connect(USER)) {
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(
              info -> {
                assertThat(info.protocol()).isEqualTo("TLSv1.3");
                assertThat(info.verifiedName()).hasValue("localhost");
              });
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesAnImpostorAsBefore(Setter change) throws Exception {
    TestCertificate own = TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
    StubDelegate.install(
        hooks -> {
          SSLSocket tls = hooks.layered(hooks.answered());
          change.to(tls);
          assertThatThrownBy(() -> tls.getOutputStream().write(startupPacket()))
              .isInstanceOf(IOException.class);
          return StubConnection.over(tls);
        });
    try (ScriptedProxy impostor =
        ScriptedProxy.before(server.port(), ProxyScript.manInTheMiddle(own))) {
      refused(UNTRUSTED_CHAIN, impostor.port());

      impostor.awaitClientsGone(1);
      assertThat(impostor.decrypted().bytes()).isEmpty();
    }
  }
}
