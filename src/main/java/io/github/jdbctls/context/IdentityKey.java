package io.github.jdbctls.context;

import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.TlsSettings;
import java.util.Optional;

/**
 * What two settings must have in common to share an {@link IdentitySet}. Holds no secret.
 *
 * @param keyByDefault whether the key is one that nobody named, which only serves where the
 *     certificate's own file has none
 */
record IdentityKey(
    Optional<SourceKey> certificate,
    Optional<SourceKey> key,
    boolean keyByDefault,
    Optional<SourceKey> password,
    boolean enforcesPermissions) {

  static IdentityKey of(TlsSettings settings) {
    return new IdentityKey(
        settings.certificate().map(source -> SourceKey.of(source.value())),
        settings.key().map(source -> SourceKey.of(source.value())),
        settings.key().filter(key -> key.origin().kind() == Origin.Kind.DEFAULT_FILE).isPresent(),
        settings.keyPassword().map(password -> SourceKey.of(password.value())),
        settings.enforcesKeyPermissions());
  }
}
