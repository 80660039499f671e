package io.github.jdbctls.material;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

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
    Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();
    for (X509Certificate certificate : certificates) {
      bySubject
          .computeIfAbsent(certificate.getSubjectX500Principal(), s -> new ArrayList<>())
          .add(certificate);
    }
    Set<X509Certificate> chain = new LinkedHashSet<>();
    Optional<X509Certificate> next = Optional.of(leaf);
    while (next.isPresent() && chain.size() < LONGEST && chain.add(next.orElseThrow())) {
      X509Certificate last = next.orElseThrow();
      next =
          TrustMaterialReader.isSelfIssued(last)
              ? Optional.empty()
              : issuer(last, bySubject.getOrDefault(last.getIssuerX500Principal(), List.of()));
    }
    return List.copyOf(chain);
  }

  /** The leaf with its issuers, and the rest. */
  static List<X509Certificate> of(X509Certificate leaf, Collection<X509Certificate> certificates) {
    Set<X509Certificate> chain = new LinkedHashSet<>(issuers(leaf, certificates));
    chain.addAll(certificates);
    return List.copyOf(chain);
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate issued, List<X509Certificate> named) {
    byte[] authority = issued.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
    for (X509Certificate candidate : named) {
      if (authority != null && names(authority, candidate)) {
        return Optional.of(candidate);
      }
    }
    return named.stream().findFirst();
  }

  private static boolean names(byte[] authority, X509Certificate candidate) {
    byte[] subject = candidate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
    if (subject == null) {
      return false;
    }
    try {
      byte[] identifier = Der.of(Der.of(subject).octets()).octets();
      for (Der field : Der.of(Der.of(authority).octets()).children()) {
        if (field.tag() == KEY_IDENTIFIER) {
          return Arrays.equals(field.octets(), identifier);
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
