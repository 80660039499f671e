package io.github.jdbctls.context;

import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.util.Objects;
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
    Optional<Setting<Source>> key = settings.key();
    return new IdentityKey(
        SourceKey.ofSource(settings.certificate()),
        SourceKey.ofSource(key),
        key.isPresent() && key.get().origin().kind() == Origin.Kind.DEFAULT_FILE,
        SourceKey.ofPassword(settings.keyPassword()),
        settings.enforcesKeyPermissions());
  }

  /** Written out, as in {@link SourceKey}. */
  @Override
  public int hashCode() {
    return Objects.hash(certificate, key, password);
  }
}
