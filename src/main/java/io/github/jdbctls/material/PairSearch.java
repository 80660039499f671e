package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key and the certificate that belong together. Not thread-safe.
 *
 * <ol>
 *   <li>The first certificate whose public key is that of a certificate which a key store gives to
 *       one of the keys. It is that certificate itself, or another one for the same key.
 *   <li>Else the first certificate, where libpq expects the leaf, with any of the keys.
 *   <li>Else any other certificate with any of the keys, in their order.
 *   <li>A key is decrypted when its turn comes, once. One that cannot be is passed over; if nothing
 *       else fits, its problem is the answer.
 *   <li>It takes about ten seconds at most: a file of junk must not stop the application.
 * </ol>
 */
final class PairSearch {
  private static final long MOST_MICROSECONDS = 10_000_000;

  private final List<X509Certificate> certificates;
  private final List<KeyEntry> keys;
  private final Map<Integer, Optional<Opened>> opened = new HashMap<>();
  private @Nullable ProblemException problem;
  private @Nullable Exception fault;
  private long left;

  private record Opened(PrivateKey key, KeyPairCheck check) {}

  /**
   * What was found.
   *
   * @param leaf the certificate that the key belongs to
   * @param key the key
   */
  record Pair(X509Certificate leaf, PrivateKey key) {}

  PairSearch(List<X509Certificate> certificates, List<KeyEntry> keys) {
    this(certificates, keys, MOST_MICROSECONDS);
  }

  /** A search that takes about so many microseconds at most. */
  PairSearch(List<X509Certificate> certificates, List<KeyEntry> keys, long most) {
    this.certificates = certificates;
    this.keys = keys;
    this.left = most;
  }

  /**
   * Searches.
   *
   * @return empty if no key belongs to a certificate
   * @throws ProblemException if none does and a key could not be opened
   * @throws GeneralSecurityException if none does and a key cannot sign in this JVM
   */
  Optional<Pair> find() throws ProblemException, GeneralSecurityException {
    Optional<Pair> pair = byEntry();
    for (int i = 0; pair.isEmpty() && i < certificates.size(); i++) {
      for (int k = 0; pair.isEmpty() && k < keys.size() && !isExhausted(); k++) {
        pair = check(certificates.get(i), k);
      }
    }
    if (pair.isEmpty() && problem != null) {
      throw problem;
    }
    if (pair.isEmpty() && fault != null) {
      throw new GeneralSecurityException(fault);
    }
    return pair;
  }

  /** Whether the search was given up since it would have taken too long. */
  boolean isExhausted() {
    return left < 0;
  }

  private Optional<Pair> byEntry() {
    Map<PublicKey, Integer> leaves = new HashMap<>();
    for (int k = 0; k < keys.size(); k++) {
      if (!keys.get(k).chain().isEmpty()) {
        leaves.putIfAbsent(keys.get(k).chain().get(0).getPublicKey(), k);
      }
    }
    Optional<Pair> pair = Optional.empty();
    for (int i = 0; pair.isEmpty() && i < certificates.size() && !isExhausted(); i++) {
      Integer index = leaves.get(certificates.get(i).getPublicKey());
      pair = index == null ? Optional.empty() : check(certificates.get(i), index);
    }
    return pair;
  }

  private Optional<Pair> check(X509Certificate certificate, int index) {
    left--;
    Optional<Opened> candidate = opened.get(index);
    if (candidate == null) {
      candidate = open(index);
      opened.put(index, candidate);
    }
    if (candidate.isEmpty()) {
      return Optional.empty();
    }
    KeyPairCheck check = candidate.orElseThrow().check();
    try {
      left -= check.cost(certificate.getPublicKey());
      return !isExhausted() && check.belongsTo(certificate.getPublicKey())
          ? Optional.of(new Pair(certificate, candidate.orElseThrow().key()))
          : Optional.empty();
    } catch (GeneralSecurityException | RuntimeException e) {
      fault = fault == null ? e : fault;
      return Optional.empty();
    }
  }

  private Optional<Opened> open(int index) {
    try {
      PrivateKey key = keys.get(index).open();
      return Optional.of(new Opened(key, new KeyPairCheck(key)));
    } catch (ProblemException e) {
      problem = problem == null ? e : problem;
      return Optional.empty();
    }
  }
}
