package io.github.jdbctls.context;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.util.Optional;

/**
 * What two settings must have in common to share a context: everything but where it was written.
 */
record ContextKey(
    SslMode mode,
    Optional<Source> roots,
    Optional<Source> certificate,
    Optional<Source> key,
    Optional<Secret> keyPassword,
    ProtocolBounds protocols,
    boolean sendServerName) {

  static ContextKey of(TlsSettings settings) {
    return new ContextKey(
        settings.mode().value(),
        settings.roots().map(Setting::value),
        settings.certificate().map(Setting::value),
        settings.key().map(Setting::value),
        settings.keyPassword().map(Setting::value),
        settings.protocols(),
        settings.sendServerName());
  }
}
