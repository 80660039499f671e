package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client certificates that OpenSSL's security level 2 does not load. */
class ClientStrengthTest {
  private static final TestCertificate AUTHORITY =
      TestCertificate.authority("authority").algorithm(KeyAlgorithm.RSA_2048).selfSigned();

  @TempDir private Path folder;

  private TlsContext contextWith(TestCertificate client) throws IOException, ProblemException {
    TlsSettings plain =
        TestSettings.of(
            new Setting<>(SslMode.REQUIRE, new Origin(Origin.Kind.URL, "sslmode")),
            Optional.empty());
    return new TlsContexts()
        .get(
            new TlsSettings(
                plain.mode(),
                plain.roots(),
                plain.revocation(),
                plain.certificateMode(),
                file("sslcert", client.writeChain(folder.resolve("client.crt"))),
                file("sslkey", client.writeKey(folder.resolve("client.key"))),
                plain.rootPassword(),
                plain.keyPassword(),
                plain.enforcesKeyPermissions(),
                plain.negotiation(),
                plain.protocols(),
                plain.sendServerName(),
                plain.reloadGrace(),
                plain.hostAddresses()));
  }

  private static Optional<Setting<Source>> file(String parameter, Path path) {
    return Optional.of(
        new Setting<>(new Source.File(path), new Origin(Origin.Kind.URL, parameter)));
  }

  private void assertWeak(TestCertificate client, String weakness) {
    assertThatThrownBy(() -> contextWith(client))
        .hasMessageContainingAll("client.crt", "sslcert", weakness)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.WEAK_CERTIFICATE));
  }

  @Test
  void refusesAShortKey() {
    assertWeak(
        TestCertificate.leaf("client").algorithm(KeyAlgorithm.RSA_1024).issuedBy(AUTHORITY),
        "an RSA key of 1024 bits");
  }

  @Test
  void refusesAWeakSignature() {
    assertWeak(
        TestCertificate.leaf("client").signature("SHA1withRSA").issuedBy(AUTHORITY), "SHA1withRSA");
  }

  @Test
  void refusesAWeakSignatureOfAnIntermediate() {
    TestCertificate intermediate =
        TestCertificate.authority("intermediate").signature("SHA1withRSA").issuedBy(AUTHORITY);

    assertWeak(TestCertificate.leaf("client").issuedBy(intermediate), "SHA1withRSA");
  }

  /** A self-signed certificate's own signature proves nothing, as for OpenSSL. */
  @Test
  void takesASelfSignedOneWhateverItsSignature() throws Exception {
    TestCertificate client =
        TestCertificate.leaf("client")
            .algorithm(KeyAlgorithm.RSA_2048)
            .signature("SHA1withRSA")
            .selfSigned();

    assertThat(contextWith(client)).isNotNull();
  }
}
