package io.github.jdbctls.context;

import io.github.jdbctls.material.Stamp;
import java.util.List;

/**
 * Material that is read together, and changes together or not at all. Immutable.
 *
 * @param <M> the kind of set
 */
sealed interface MaterialSet<M> permits TrustSet, IdentitySet {
  /** Returns what tells a change of the sources. */
  List<Stamp> stamps();

  /** Whether another reading found the same. */
  boolean holdsSameAs(M other);
}
