package io.github.jdbctls.material;

import java.util.Optional;

/**
 * What the key derivations of one file may cost together, so that a file with a thousand of them
 * stops the application no longer than a file with one. Not thread-safe.
 */
final class DerivationBudget {
  private long left = KeyEncryption.MOST_ITERATIONS.longValue();

  /**
   * Takes the cost of a derivation off, before it is computed.
   *
   * @return what would cost too much, in words; empty if it may be computed
   */
  Optional<String> spend(KeyEncryption encryption) {
    if (encryption.excess().isPresent()) {
      return encryption.excess();
    }
    if (encryption.iterations() > left) {
      return Optional.of(
          "more than " + KeyEncryption.MOST_ITERATIONS + " iterations in all its parts together");
    }
    left -= encryption.iterations();
    return Optional.empty();
  }
}
