package io.github.jdbctls.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who we are towards the server: a certificate with its issuers, and its key. Immutable.
 *
 * @param chain leaf first, at least one; the key belongs to the leaf
 * @param key the private key
 * @param stamps of the files that were read
 */
public record Identity(List<X509Certificate> chain, PrivateKey key, List<FileStamp> stamps) {
  /** Copies the lists. */
  public Identity {
    chain = List.copyOf(chain);
    stamps = List.copyOf(stamps);
  }

  /** Prints the subject only: never the key. */
  @Override
  public String toString() {
    return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
