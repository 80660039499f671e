package io.github.jdbctls.context;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.TlsSettings;

/**
 * What two settings must have in common to share a context: everything but where it was written.
 * Holds no secret.
 */
record ContextKey(
    SslMode mode,
    TrustKey trust,
    IdentityKey identity,
    ProtocolBounds protocols,
    boolean sendServerName) {

  static ContextKey of(TlsSettings settings) {
    return new ContextKey(
        settings.mode().value(),
        TrustKey.of(settings),
        IdentityKey.of(settings),
        settings.protocols().withoutOrigins(),
        settings.sendServerName());
  }
}
