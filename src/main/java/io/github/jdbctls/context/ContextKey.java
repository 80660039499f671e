package io.github.jdbctls.context;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.TlsSettings;
import java.util.Objects;

/**
 * What two settings must have in common to share a context: everything but where it was written.
 * Holds no secret. Immutable, equal by content.
 *
 * <p>It depends on the thread's context class loader and on which trust store the JVM has been told
 * to use, as {@link SourceKey} and {@link TrustKey} say.
 */
public final class ContextKey {
  private record Parts(
      SslMode mode,
      TrustKey trust,
      IdentityKey identity,
      ProtocolBounds protocols,
      boolean sendServerName) {}

  private final Parts parts;
  private final int hash;

  private ContextKey(Parts parts) {
    this.parts = parts;
    this.hash = Objects.hash(parts.mode(), parts.trust(), parts.identity());
  }

  /** The key of settings, as they are read at this moment in this thread. */
  public static ContextKey of(TlsSettings settings) {
    return new ContextKey(
        new Parts(
            settings.mode().value(),
            TrustKey.of(settings),
            IdentityKey.of(settings),
            settings.protocols().withoutOrigins(),
            settings.sendServerName()));
  }

  TrustKey trust() {
    return parts.trust();
  }

  IdentityKey identity() {
    return parts.identity();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof ContextKey key && hash == key.hash && parts.equals(key.parts));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
