package io.github.jdbctls.trust;

import io.github.jdbctls.material.RevocationList;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A revocation list's own extensions: RFC 5280, section 5.2. Immutable but for what the list
 * remembers.
 *
 * @param list the list itself
 * @param identifiers by which its signer is found
 * @param point what it is about
 * @param delta whether it only tells what has changed since another list
 * @param critical whether it or an entry has a critical extension that nobody here enforces
 * @param obscurity why it cannot be judged what it says; empty if it can
 */
record ListContents(
    RevocationList list,
    KeyIdentifiers identifiers,
    IssuingDistributionPoint point,
    boolean delta,
    boolean critical,
    Optional<String> obscurity) {

  private static final String DELTA_INDICATOR = "2.5.29.27";
  private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  private static final Set<String> ENFORCED =
      Set.of(DELTA_INDICATOR, ISSUING_DISTRIBUTION_POINT, AUTHORITY_KEY_IDENTIFIER);
  private static final KeyIdentifiers NO_IDENTIFIERS =
      new KeyIdentifiers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether a list is about a certificate. */
  enum Scope {
    INSIDE,
    OUTSIDE,
    UNCLEAR
  }

  /** Reads a list; one that cannot be read is obscure. */
  static ListContents of(RevocationList list) {
    X509CRL crl = list.crl();
    boolean delta = crl.getExtensionValue(DELTA_INDICATOR) != null;
    boolean critical = list.hasCriticalEntryExtension() || !ENFORCED.containsAll(critical(crl));
    Optional<String> obscurity =
        list.hasEntriesOfOtherIssuers()
            ? Optional.of("it has entries for certificates of other issuers")
            : Optional.empty();
    try {
      Optional<DerValue> point = extension(crl, ISSUING_DISTRIBUTION_POINT);
      Optional<DerValue> identifiers = extension(crl, AUTHORITY_KEY_IDENTIFIER);
      return new ListContents(
          list,
          identifiers.isPresent()
              ? ExtensionReader.authorityKeyIdentifier(identifiers.get())
              : NO_IDENTIFIERS,
          point.isPresent()
              ? IssuingDistributionPoint.read(point.get())
              : IssuingDistributionPoint.ANY,
          delta,
          critical,
          obscurity);
    } catch (MalformedException e) {
      return new ListContents(
          list,
          NO_IDENTIFIERS,
          IssuingDistributionPoint.ANY,
          delta,
          critical,
          Optional.of("it has " + e.reason()));
    }
  }

  private static Set<String> critical(X509CRL crl) {
    Set<String> critical = crl.getCriticalExtensionOIDs();
    return critical == null ? Set.of() : critical;
  }

  private static Optional<DerValue> extension(X509CRL crl, String id) throws MalformedException {
    byte[] octets = crl.getExtensionValue(id);
    return octets == null
        ? Optional.empty()
        : Optional.of(DerValue.only(DerValue.only(octets).content()));
  }

  /** Whether OpenSSL overlooks it where no extended support for lists is asked for. */
  boolean isOverlooked() {
    return point.indirect() || point.someReasons() || point.isContradictory();
  }

  /** Whether it is current; both ends are as in OpenSSL 3. */
  boolean isCurrent(Instant now) {
    return !now.isBefore(list.thisUpdate()) && list.nextUpdate().map(now::isBefore).orElse(true);
  }

  /**
   * Whether it is about the certificate.
   *
   * <ol>
   *   <li>It is about certificates, and about authorities or others as this is one.
   *   <li>The first of the certificate's distribution points that is for lists of this issuer, and
   *       is the list's own point if the list has one, decides: a point for some reasons only makes
   *       it unclear.
   *   <li>Without such a point, it is about it if the list has no point of its own.
   * </ol>
   */
  Scope scopeFor(CertificateContents certificate) throws MalformedException {
    boolean authority = certificate.basicConstraints().map(b -> b.authority()).orElse(false);
    if (point.onlyAttributes() || (authority ? point.onlyUsers() : point.onlyAuthorities())) {
      return Scope.OUTSIDE;
    }
    for (DistributionPoint where : certificate.distributionPoints()) {
      if (where.issuers().filter(names -> !names.contains(list.issuer())).isPresent()) {
        continue;
      }
      switch (match(where)) {
        case SAME -> {
          return where.someReasons() ? Scope.UNCLEAR : Scope.INSIDE;
        }
        case UNCLEAR -> {
          return Scope.UNCLEAR;
        }
        case DIFFERENT -> {}
      }
    }
    return point.name().isEmpty() ? Scope.INSIDE : Scope.OUTSIDE;
  }

  private DistributionPoint.Match match(DistributionPoint where) throws MalformedException {
    return point.name().isEmpty() || where.name().isEmpty()
        ? DistributionPoint.Match.SAME
        : point.name().get().match(where.name().get());
  }

  /**
   * Which certificate of a path has to have signed it: the nearest one above the certificate that
   * has the list's issuer as its name and to which the list's key identifiers do not object.
   *
   * @param path leaf first, anchor last
   * @param index of the certificate
   * @return an index; empty if it is no list for this path
   */
  Optional<Integer> signer(List<CertificateContents> path, int index) {
    for (int i = Math.min(index + 1, path.size() - 1); i < path.size(); i++) {
      CertificateContents candidate = path.get(i);
      if (candidate.certificate().getSubjectX500Principal().equals(list.issuer())
          && identifiers.permit(candidate)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
