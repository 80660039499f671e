package io.github.jdbctls.trust;

import io.github.jdbctls.material.RevocationList;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.Set;

/**
 * How many signatures of revocation lists are looked at for one server, which chooses the issuers
 * and may send hundreds of the same name. Not thread-safe.
 */
final class SignatureBudget {
  static final int MOST_SIGNATURES = 32;

  private record Signature(RevocationList list, PublicKey key) {}

  private final Set<Signature> seen = new HashSet<>();

  /** Whether this signature may be looked at; the same one any number of times. */
  boolean allows(RevocationList list, PublicKey key) {
    Signature signature = new Signature(list, key);
    return seen.contains(signature) || (seen.size() < MOST_SIGNATURES && seen.add(signature));
  }
}
