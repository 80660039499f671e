package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Puts certificates into the order in which TLS sends them (RFC 5246 section 7.4.2): each is
 * followed by its issuer.
 *
 * <ol>
 *   <li>The leaf, which its key has chosen.
 *   <li>Its issuer among the certificates, by name; of several of this name the one whose subject
 *       key identifier the issued one names, else the first. Then that one's issuer, and so on, up
 *       to a self-issued certificate.
 *   <li>All others behind, in their own order: libpq sends them, too.
 * </ol>
 *
 * No signature is verified: who is shown the chain does that.
 */
final class CertificateChain {
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

  /** The tag of the identifier among the fields of the authority's. */
  private static final int KEY_IDENTIFIER = 0x80;

  /**
   * OpenSSL follows no more; a file of certificates that all issue each other must come to an end.
   */
  private static final int LONGEST = 100;

  private CertificateChain() {}

  /** The leaf with its issuers, without the rest. */
  static List<X509Certificate> issuers(
      X509Certificate leaf, Collection<X509Certificate> certificates) {
    return new Issuers(certificates).chain(leaf);
  }

  /** The leaf with its issuers, and the rest. */
  static List<X509Certificate> of(X509Certificate leaf, Collection<X509Certificate> certificates) {
    Set<X509Certificate> chain = new LinkedHashSet<>(issuers(leaf, certificates));
    chain.addAll(certificates);
    return List.copyOf(chain);
  }

  /** Certificates by their names and key identifiers, so that many chains take no longer. */
  static final class Issuers {
    private record Identified(X500Principal subject, ByteBuffer key) {
      // Written out: the compiler's own spins dozens of classes in the first connect of a JVM.
      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Identified that
            && Objects.equals(subject, that.subject)
            && Objects.equals(key, that.key);
      }

      @Override
      public int hashCode() {
        return Objects.hash(subject, key);
      }
    }

    private final Map<X500Principal, X509Certificate> named = new HashMap<>();
    private final Map<Identified, X509Certificate> identified = new HashMap<>();

    Issuers(Collection<X509Certificate> certificates) {
      for (X509Certificate certificate : certificates) {
        X500Principal subject = certificate.getSubjectX500Principal();
        named.putIfAbsent(subject, certificate);
        Optional<ByteBuffer> key = subjectKey(certificate);
        if (key.isPresent()) {
          identified.putIfAbsent(new Identified(subject, key.orElseThrow()), certificate);
        }
      }
    }

    /** The leaf, which need not be one of the certificates, with its issuers. */
    List<X509Certificate> chain(X509Certificate leaf) {
      Set<X509Certificate> chain = new LinkedHashSet<>();
      Optional<X509Certificate> next = Optional.of(leaf);
      while (next.isPresent() && chain.size() < LONGEST && chain.add(next.orElseThrow())) {
        X509Certificate last = next.orElseThrow();
        next = TrustMaterialReader.isSelfIssued(last) ? Optional.empty() : issuer(last);
      }
      return List.copyOf(chain);
    }

    private Optional<X509Certificate> issuer(X509Certificate issued) {
      X500Principal name = issued.getIssuerX500Principal();
      Optional<ByteBuffer> key = authorityKey(issued);
      X509Certificate issuer =
          key.isPresent() ? identified.get(new Identified(name, key.orElseThrow())) : null;
      return Optional.ofNullable(issuer == null ? named.get(name) : issuer);
    }
  }

  private static Optional<ByteBuffer> subjectKey(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
    try {
      return extension == null
          ? Optional.empty()
          : Optional.of(ByteBuffer.wrap(Der.of(Der.of(extension).octets()).octets()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ByteBuffer> authorityKey(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      for (Der field : Der.of(Der.of(extension).octets()).children()) {
        if (field.tag() == KEY_IDENTIFIER) {
          return Optional.of(ByteBuffer.wrap(field.octets()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
