package io.github.jdbctls.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Where a certificate says that its status is published: RFC 5280, section 4.2.1.13. Immutable.
 *
 * @param name of the point; empty if it has none
 * @param someReasons whether only some reasons for a revocation are published there
 * @param issuers whose lists they are; empty for the certificate's own issuer
 */
record DistributionPoint(
    Optional<Name> name, boolean someReasons, Optional<List<X500Principal>> issuers) {

  /** Whether two names are of the same point. */
  enum Match {
    SAME,
    DIFFERENT,
    /** A name relative to an issuer's, which nobody here puts together. */
    UNCLEAR
  }

  /**
   * The name of a point.
   *
   * @param relative whether it is relative to the name of the issuer
   * @param names otherwise, each of them the same point
   */
  record Name(boolean relative, List<DerValue> names) {
    /** Reads the content of a {@code DistributionPointName}'s own tag. */
    static Name read(DerValue tagged) throws MalformedException {
      DerValue choice = DerValue.only(tagged.content());
      return switch (choice.tag()) {
        case 0xa0 -> new Name(false, choice.children());
        case 0xa1 -> new Name(true, List.of());
        default -> throw new MalformedException("a distribution point with an unknown name");
      };
    }

    Match match(Name other) throws MalformedException {
      if (relative || other.relative) {
        return Match.UNCLEAR;
      }
      for (DerValue one : names) {
        for (DerValue another : other.names) {
          if (isSame(one, another)) {
            return Match.SAME;
          }
        }
      }
      return Match.DIFFERENT;
    }

    private static boolean isSame(DerValue one, DerValue another) throws MalformedException {
      if (one.tag() != another.tag()) {
        return false;
      }
      return one.hex().equals(another.hex())
          || (one.is(0xa4) && directoryName(one).equals(directoryName(another)));
    }
  }

  /** Reads the value of the extension. */
  static List<DistributionPoint> readAll(DerValue value) throws MalformedException {
    List<DistributionPoint> points = new ArrayList<>();
    for (DerValue point : value.expect(DerValue.SEQUENCE).children()) {
      points.add(read(point.expect(DerValue.SEQUENCE)));
    }
    return List.copyOf(points);
  }

  private static DistributionPoint read(DerValue point) throws MalformedException {
    Optional<Name> name = Optional.empty();
    boolean someReasons = false;
    Optional<List<X500Principal>> issuers = Optional.empty();
    for (DerValue part : point.children()) {
      switch (part.tag()) {
        case 0xa0 -> name = Optional.of(Name.read(part));
        case 0x81 -> someReasons = true;
        case 0xa2 -> issuers = Optional.of(directoryNames(part));
        default -> throw new MalformedException("a distribution point with an unknown part");
      }
    }
    return new DistributionPoint(name, someReasons, issuers);
  }

  private static List<X500Principal> directoryNames(DerValue names) throws MalformedException {
    List<X500Principal> principals = new ArrayList<>();
    for (DerValue name : names.children()) {
      if (name.is(0xa4)) {
        principals.add(directoryName(name));
      }
    }
    return List.copyOf(principals);
  }

  private static X500Principal directoryName(DerValue name) throws MalformedException {
    try {
      return new X500Principal(name.content());
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a distinguished name that cannot be read");
    }
  }
}
