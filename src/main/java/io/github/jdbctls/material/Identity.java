package io.github.jdbctls.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Who we are towards the server: a certificate with its issuers, and its key. Immutable.
 *
 * @param chain leaf first, at least one; the key belongs to the leaf
 * @param key the private key
 * @param stamps of the files that were read
 * @param warnings sentences for the log, about what was let pass
 */
public record Identity(
    List<X509Certificate> chain, PrivateKey key, List<Stamp> stamps, List<String> warnings) {
  /** Copies the lists. */
  public Identity {
    chain = List.copyOf(chain);
    stamps = List.copyOf(stamps);
    warnings = List.copyOf(warnings);
  }

  /** An identity about which there is nothing to warn. */
  public Identity(List<X509Certificate> chain, PrivateKey key, List<Stamp> stamps) {
    this(chain, key, stamps, List.of());
  }

  /** The same identity, with what is to be said of the password that opened it. */
  Identity openedWith(List<Stamp> passwordStamps, List<String> passwordWarnings) {
    List<Stamp> allStamps = new ArrayList<>(stamps);
    allStamps.addAll(passwordStamps);
    List<String> allWarnings = new ArrayList<>(warnings);
    allWarnings.addAll(passwordWarnings);
    return new Identity(chain, key, allStamps, allWarnings);
  }

  /** Whether it was read to be the same, whenever that was and whoever had named it. */
  public boolean holdsSameAs(Identity other) {
    return chain.equals(other.chain)
        && key.equals(other.key)
        && warnings.size() == other.warnings.size();
  }

  /** Prints the subject only: never the key. */
  @Override
  public String toString() {
    return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
