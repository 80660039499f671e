package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import java.util.List;
import java.util.Optional;

/** Settings for tests that do not read any: everything is at its default but what is given. */
public final class TestSettings {
  private TestSettings() {}

  public static TlsSettings of(Setting<SslMode> mode, Optional<Setting<Source>> roots) {
    return of(mode, roots, RevocationSources.NONE);
  }

  public static TlsSettings of(
      Setting<SslMode> mode, Optional<Setting<Source>> roots, RevocationSources revocation) {
    return new TlsSettings(
        mode,
        roots,
        revocation,
        ClientCertificateMode.ALLOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        SslNegotiation.POSTGRES,
        ProtocolBounds.DEFAULT,
        true,
        List.of());
  }
}
