package io.github.jdbctls;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Certificates, keys or lists that were read again, because a file had changed, and that new
 * connections use. Immutable.
 *
 * @param part what was read again
 * @param oldLeaf the client certificate before; empty if there was none, and for {@link Part#TRUST}
 * @param newLeaf the client certificate now; empty if there is none, and for {@link Part#TRUST}
 * @param reason in words, with the files; holds no secret
 */
public record TlsReload(
    Part part,
    Optional<X509Certificate> oldLeaf,
    Optional<X509Certificate> newLeaf,
    String reason) {
  /** What is read together, and takes effect together. */
  public enum Part {
    /** The trusted roots and the revocation lists. */
    TRUST,
    /** The client certificate and its key. */
    IDENTITY
  }
}
