package io.github.jdbctls.trust;

import java.util.Optional;

/**
 * What a revocation list says that it is about: RFC 5280, section 5.2.5. Immutable.
 *
 * @param name of the point at which it is published; empty if it has none
 * @param onlyUsers whether authorities are not in it
 * @param onlyAuthorities whether only authorities are in it
 * @param onlyAttributes whether only attribute certificates are in it
 * @param someReasons whether only some reasons for a revocation are in it
 * @param indirect whether certificates of other issuers are in it
 */
record IssuingDistributionPoint(
    Optional<DistributionPoint.Name> name,
    boolean onlyUsers,
    boolean onlyAuthorities,
    boolean onlyAttributes,
    boolean someReasons,
    boolean indirect) {

  /** A list about everything that its issuer has issued. */
  static final IssuingDistributionPoint ANY =
      new IssuingDistributionPoint(Optional.empty(), false, false, false, false, false);

  /** Reads the value of the extension. */
  static IssuingDistributionPoint read(DerValue value) throws MalformedException {
    Optional<DistributionPoint.Name> name = Optional.empty();
    boolean onlyUsers = false;
    boolean onlyAuthorities = false;
    boolean onlyAttributes = false;
    boolean someReasons = false;
    boolean indirect = false;
    for (DerValue part : value.expect(DerValue.SEQUENCE).children()) {
      switch (part.tag()) {
        case 0xa0 -> name = Optional.of(DistributionPoint.Name.read(part));
        case 0x81 -> onlyUsers = isTrue(part);
        case 0x82 -> onlyAuthorities = isTrue(part);
        case 0x83 -> someReasons = true;
        case 0x84 -> indirect = isTrue(part);
        case 0x85 -> onlyAttributes = isTrue(part);
        default ->
            throw new MalformedException("an issuing distribution point with an unknown part");
      }
    }
    return new IssuingDistributionPoint(
        name, onlyUsers, onlyAuthorities, onlyAttributes, someReasons, indirect);
  }

  private static boolean isTrue(DerValue value) {
    return !value.hex().equals("00");
  }

  /** Whether it says at once that only these are in it and only those. */
  boolean isContradictory() {
    int kinds = (onlyUsers ? 1 : 0) + (onlyAuthorities ? 1 : 0) + (onlyAttributes ? 1 : 0);
    return kinds > 1;
  }
}
