package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long a session can be continued. */
@Timeout(60)
class SessionLifeTest {
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void endsASessionAfterAnHour(String protocol, @TempDir Path folder) throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate server = TestCertificate.leaf("db").dnsName("db").issuedBy(root);
    Origin origin = new Origin(Origin.Kind.URL, "sslrootcert");
    Source roots = new Source.File(root.writeChain(folder.resolve("root.crt")));
    try (TlsPeer peer = TlsPeer.start(server, protocol);
        SSLSocket tls =
            new TlsContexts()
                .get(
                    TestSettings.of(
                        new Setting<>(SslMode.VERIFY_FULL, origin),
                        Optional.of(new Setting<>(roots, origin))))
                .layer(peer.dial(), new HostPort("db", peer.port()), Optional.empty())) {
      tls.startHandshake();

      assertThat(tls.getSession().isValid()).isTrue();
      assertThat(tls.getSession().getSessionContext().getSessionTimeout())
          .isEqualTo(Duration.ofHours(1).toSeconds());
    }
  }
}
