package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import java.util.HashSet;
import java.util.Set;

/**
 * What an attempt may come to. Immutable.
 *
 * @param open connections
 * @param failures of ours
 */
record Permission(Set<Seen> open, Set<TlsFailure> failures) {
  Permission {
    open = Set.copyOf(open);
    failures = Set.copyOf(failures);
  }

  Permission or(Permission other) {
    Set<Seen> eitherOpen = new HashSet<>(open);
    eitherOpen.addAll(other.open);
    Set<TlsFailure> eitherFailure = new HashSet<>(failures);
    eitherFailure.addAll(other.failures);
    return new Permission(eitherOpen, eitherFailure);
  }

  boolean allows(Outcome outcome) {
    if (outcome instanceof Outcome.Open connection) {
      return open.contains(connection.seen());
    }
    return outcome instanceof Outcome.Refused refused && failures.contains(refused.failure());
  }

  /** Whether it must succeed, or must fail. */
  boolean decides() {
    return open.isEmpty() || failures.isEmpty();
  }

  /** Whether there is one answer only: this connection, or none. */
  boolean isExact() {
    return open.isEmpty() || (open.size() == 1 && failures.isEmpty());
  }
}
