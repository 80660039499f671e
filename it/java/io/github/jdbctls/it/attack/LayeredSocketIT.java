package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.TLS_NOT_PROVEN;
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
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that changes the settings of our TLS socket before its handshake. */
class LayeredSocketIT extends WithStubDelegate {
  private enum Change {
    NO_PARAMETERS(socket -> socket.setSSLParameters(new SSLParameters())),
    NO_ENDPOINT_IDENTIFICATION(
        socket -> {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("");
          parameters.setServerNames(List.of());
          socket.setSSLParameters(parameters);
        }),
    EVERY_PROTOCOL(socket -> socket.setEnabledProtocols(socket.getSupportedProtocols())),
    EVERY_CIPHER_SUITE(socket -> socket.setEnabledCipherSuites(socket.getSupportedCipherSuites())),
    NO_ENCRYPTION(
        socket -> socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_NULL_SHA256"})),
    NO_CERTIFICATE(
        socket ->
            socket.setEnabledCipherSuites(new String[] {"TLS_DH_anon_WITH_AES_128_CBC_SHA256"})),
    NO_CLIENT_AUTHENTICATION(
        socket -> {
          socket.setNeedClientAuth(false);
          socket.setWantClientAuth(false);
        }),
    SELECTOR(socket -> socket.setHandshakeApplicationProtocolSelector((s, offered) -> "any")),
    SERVER(
        socket ->
            assertThatThrownBy(() -> socket.setUseClientMode(false))
                .isInstanceOf(IllegalArgumentException.class));

    private interface Setter {
      void to(SSLSocket socket);
    }

    private final Setter setter;

    Change(Setter setter) {
      this.setter = setter;
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectsAsSafelyAsBefore(Change change) throws Exception {
    StubDelegate.install(
        hooks -> {
          SSLSocket tls = hooks.layered(hooks.answered());
          change.setter.to(tls);
          tls.startHandshake();
          return StubConnection.over(tls);
        });

    try (Connection connection = connect(USER)) {
      assertThat(connection).isNotNull();
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(
              info -> {
                assertThat(info.protocol()).isEqualTo("TLSv1.3");
                assertThat(info.verifiedName()).hasValue("localhost");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnImpostorAsBefore(Change change) throws Exception {
    TestCertificate own = TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
    StubDelegate.install(
        hooks -> {
          SSLSocket tls = hooks.layered(hooks.answered());
          change.setter.to(tls);
          assertThatThrownBy(() -> tls.getOutputStream().write(startupPacket()))
              .isInstanceOf(IOException.class);
          return StubConnection.over(tls);
        });
    try (ScriptedProxy impostor =
        ScriptedProxy.before(server.port(), ProxyScript.manInTheMiddle(own))) {
      refused(TLS_NOT_PROVEN, impostor.port());

      impostor.awaitClientsGone(1);
      assertThat(impostor.decrypted().bytes()).isEmpty();
    }
  }
}
