package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server, or somebody in its place, that answers the ClientHello with an alert. */
class HandshakeAlertIT extends WithStubDelegate {
  @ParameterizedTest
  @CsvSource({
    "40, handshake_failure, HANDSHAKE_FAILED",
    "47, illegal_parameter, HANDSHAKE_FAILED",
    "71, insufficient_security, HANDSHAKE_FAILED",
    "80, internal_error, HANDSHAKE_FAILED",
    "112, unrecognized_name, HANDSHAKE_FAILED",
    "48, unknown_ca, CLIENT_CERTIFICATE_REFUSED",
    "116, certificate_required, CLIENT_CERTIFICATE_REFUSED",
    "70, protocol_version, PROTOCOL_VERSION"
  })
  void isNamedInTheMessage(int description, String name, TlsFailure expected) throws Exception {
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), ProxyScript.alertInHandshake(description))) {
      Throwable refused = refused(expected, proxy.port());

      assertThat(refused)
          .hasMessageContaining("localhost:" + proxy.port())
          .hasMessageContaining(name)
          .hasMessageContaining(expected.remedy())
          .hasRootCauseInstanceOf(SSLException.class);
      assertThat(proxy.connections()).as("tried once").isEqualTo(1);
      assertThat(proxy.fromClient().contains(USER)).isFalse();
    }
  }
}
