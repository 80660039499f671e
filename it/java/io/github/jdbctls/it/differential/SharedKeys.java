package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.KeyAlgorithm;
import java.security.KeyPair;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Key pairs, each made once in a run because they are expensive. Thread-safe. */
final class SharedKeys {
  private record Place(KeyAlgorithm algorithm, String owner) {}

  private final Map<Place, KeyPair> pairs = new ConcurrentHashMap<>();

  /** The owner's key pair of this kind; two owners never share one. */
  KeyPair of(KeyAlgorithm algorithm, String owner) {
    return pairs.computeIfAbsent(new Place(algorithm, owner), p -> p.algorithm().newKeyPair());
  }
}
