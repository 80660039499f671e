package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import java.time.Duration;
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
        Optional.empty(),
        true,
        SslNegotiation.POSTGRES,
        ProtocolBounds.DEFAULT,
        true,
        ReloadGraceText.DEFAULT,
        List.of());
  }

  /** The same settings with other bounds. */
  public static TlsSettings with(TlsSettings settings, ProtocolBounds protocols) {
    return copy(settings, settings.revocation(), protocols);
  }

  /** The same settings with another grace for changes that cannot be read. */
  public static TlsSettings with(TlsSettings settings, Duration reloadGrace) {
    return new TlsSettings(
        settings.mode(),
        settings.roots(),
        settings.revocation(),
        settings.certificateMode(),
        settings.certificate(),
        settings.key(),
        settings.rootPassword(),
        settings.keyPassword(),
        settings.enforcesKeyPermissions(),
        settings.negotiation(),
        settings.protocols(),
        settings.sendServerName(),
        reloadGrace,
        settings.hostAddresses());
  }

  /** The same settings with other revocation lists. */
  public static TlsSettings with(TlsSettings settings, RevocationSources revocation) {
    return copy(settings, revocation, settings.protocols());
  }

  /** The same settings with a client certificate. */
  public static TlsSettings with(
      TlsSettings settings,
      Setting<Source> certificate,
      Setting<Source> key,
      Setting<PasswordSource> password) {
    return new TlsSettings(
        settings.mode(),
        settings.roots(),
        settings.revocation(),
        settings.certificateMode(),
        Optional.of(certificate),
        Optional.of(key),
        settings.rootPassword(),
        Optional.of(password),
        settings.enforcesKeyPermissions(),
        settings.negotiation(),
        settings.protocols(),
        settings.sendServerName(),
        settings.reloadGrace(),
        settings.hostAddresses());
  }

  /** The same settings with a password of the roots. */
  public static TlsSettings withRootPassword(
      TlsSettings settings, Setting<PasswordSource> password, boolean enforcesKeyPermissions) {
    return new TlsSettings(
        settings.mode(),
        settings.roots(),
        settings.revocation(),
        settings.certificateMode(),
        settings.certificate(),
        settings.key(),
        Optional.of(password),
        settings.keyPassword(),
        enforcesKeyPermissions,
        settings.negotiation(),
        settings.protocols(),
        settings.sendServerName(),
        settings.reloadGrace(),
        settings.hostAddresses());
  }

  private static TlsSettings copy(
      TlsSettings settings, RevocationSources revocation, ProtocolBounds protocols) {
    return new TlsSettings(
        settings.mode(),
        settings.roots(),
        revocation,
        settings.certificateMode(),
        settings.certificate(),
        settings.key(),
        settings.rootPassword(),
        settings.keyPassword(),
        settings.enforcesKeyPermissions(),
        settings.negotiation(),
        protocols,
        settings.sendServerName(),
        settings.reloadGrace(),
        settings.hostAddresses());
  }
}
