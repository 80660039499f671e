package io.github.jdbctls.context;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.RevocationListReader;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.Stamp;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.material.TrustMaterialReader;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what a server is judged. Immutable.
 *
 * @param roots empty where the mode does without
 * @param lists of revoked certificates, if any are named
 */
record TrustSet(Optional<TrustMaterial> roots, Optional<RevocationLists> lists)
    implements MaterialSet<TrustSet> {

  /** Reads both, whether they are used or not: that they cannot be read is never hidden. */
  static TrustSet read(TlsSettings settings) throws ProblemException {
    Optional<TrustMaterial> roots = Optional.empty();
    if (settings.roots().isPresent()) {
      Setting<Source> source = settings.roots().get();
      roots =
          Optional.of(
              TrustMaterialReader.read(
                  source, settings.rootPassword(), settings.enforcesKeyPermissions()));
    }
    return new TrustSet(roots, RevocationListReader.read(settings.revocation()));
  }

  @Override
  public List<Stamp> stamps() {
    List<Stamp> stamps = new ArrayList<>();
    if (roots.isPresent()) {
      stamps.addAll(roots.get().stamps());
    }
    if (lists.isPresent()) {
      stamps.addAll(lists.get().stamps());
    }
    return List.copyOf(stamps);
  }

  @Override
  public boolean holdsSameAs(TrustSet other) {
    boolean sameRoots =
        roots.isPresent()
            ? other.roots.filter(r -> r.holdsSameAs(roots.get())).isPresent()
            : other.roots.isEmpty();
    boolean sameLists =
        lists.isPresent()
            ? other.lists.filter(l -> l.holdSameAs(lists.get())).isPresent()
            : other.lists.isEmpty();
    return sameRoots && sameLists;
  }
}
