package io.github.jdbctls.context;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.FileStamp;
import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.IdentityReader;
import io.github.jdbctls.material.RevocationListReader;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.material.TrustMaterialReader;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the sources hold, read once for all contexts that use them, whatever their modes.
 * Thread-safe.
 */
final class MaterialCache {
  private record RootsKey(
      SourceKey source,
      Optional<SourceKey> password,
      boolean enforcesPasswordPermissions,
      Optional<String> jvmTrustStore) {}

  private record ListsKey(Optional<SourceKey> file, Optional<Path> directory) {}

  private record IdentityKey(
      Optional<SourceKey> certificate,
      Optional<SourceKey> key,
      boolean keyByDefault,
      Optional<SourceKey> keyPassword,
      boolean enforcesKeyPermissions) {}

  private final FreshValues<RootsKey, TrustMaterial> roots;
  private final FreshValues<ListsKey, Optional<RevocationLists>> lists;
  private final FreshValues<IdentityKey, Optional<Identity>> identities;

  MaterialCache(int kept) {
    this.roots = new FreshValues<>(kept, material -> isStale(material.stamps()));
    this.lists = new FreshValues<>(kept, read -> read.filter(l -> isStale(l.stamps())).isPresent());
    this.identities =
        new FreshValues<>(kept, identity -> identity.filter(i -> isStale(i.stamps())).isPresent());
  }

  /** Whether one of the files looks different now. */
  static boolean isStale(List<FileStamp> stamps) {
    return stamps.stream().anyMatch(stamp -> !FileStamp.of(stamp.path()).equals(stamp));
  }

  Optional<TrustMaterial> roots(TlsSettings settings, ContextKey key) throws ProblemException {
    if (settings.roots().isEmpty()) {
      return Optional.empty();
    }
    Setting<Source> source = settings.roots().get();
    return Optional.of(
        roots.get(
            new RootsKey(
                key.roots().orElseThrow(),
                key.rootPassword(),
                key.enforcesKeyPermissions() && key.rootPassword().isPresent(),
                key.jvmTrustStore()),
            () ->
                TrustMaterialReader.read(
                    source, settings.rootPassword(), settings.enforcesKeyPermissions())));
  }

  /** Read whether they are used or not: that they cannot be read is never hidden. */
  Optional<RevocationLists> revocationLists(TlsSettings settings, ContextKey key)
      throws ProblemException {
    return lists.get(
        new ListsKey(key.revocationFile(), key.revocationDirectory()),
        () -> RevocationListReader.read(settings.revocation()));
  }

  Optional<Identity> identity(TlsSettings settings, ContextKey key) throws ProblemException {
    return identities.get(
        new IdentityKey(
            key.certificate(),
            key.key(),
            key.keyByDefault(),
            key.keyPassword(),
            key.enforcesKeyPermissions()),
        () ->
            IdentityReader.read(
                settings.certificate(),
                settings.key(),
                settings.keyPassword(),
                settings.enforcesKeyPermissions()));
  }

  void clear() {
    roots.clear();
    lists.clear();
    identities.clear();
  }
}
