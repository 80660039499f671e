package io.github.jdbctls.material;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts the certificates of a client into the order in which they are sent.
 *
 * <ol>
 *   <li>The leaf is the certificate that the key belongs to. Without the key, or if it belongs to
 *       none: the first that has issued no other of them, else the first of all.
 *   <li>If the leaf is the first already, the order stays as it is: so libpq sends a PEM file.
 *   <li>Else its issuers follow, one by one, as far as they are there, and then the rest. Nothing
 *       is left out: OpenSSL sends whatever a file holds.
 * </ol>
 *
 * Immutable; thread-safe.
 */
final class ChainOrder {
  private ChainOrder() {}

  /**
   * Orders at least one certificate.
   *
   * @param hasKey whether the key belongs to this certificate; false for all if it is not known
   */
  static List<X509Certificate> leafFirst(
      List<X509Certificate> certificates, Predicate<X509Certificate> hasKey) {
    X509Certificate leaf =
        certificates.stream()
            .filter(hasKey)
            .findFirst()
            .or(() -> issuedNoOther(certificates))
            .orElse(certificates.get(0));
    if (leaf.equals(certificates.get(0))) {
      return List.copyOf(certificates);
    }
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
    Optional<X509Certificate> issuer = issuer(leaf, certificates, chain);
    while (issuer.isPresent()) {
      chain.add(issuer.get());
      issuer = issuer(issuer.get(), certificates, chain);
    }
    certificates.stream().filter(c -> !chain.contains(c)).forEach(chain::add);
    return List.copyOf(chain);
  }

  private static Optional<X509Certificate> issuedNoOther(List<X509Certificate> certificates) {
    return certificates.stream()
        .filter(c -> certificates.stream().noneMatch(o -> !o.equals(c) && isIssuedBy(o, c)))
        .findFirst();
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> among, List<X509Certificate> used) {
    return among.stream()
        .filter(candidate -> !used.contains(candidate) && isIssuedBy(certificate, candidate))
        .findFirst();
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}
