package io.github.jdbctls.trust;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Reads the extensions of one certificate; RFC 5280, section 4.2.1. */
final class ExtensionReader {
  private final Map<String, byte[]> values;

  /** Takes the values by their object identifiers in hexadecimal digits. */
  ExtensionReader(Map<String, byte[]> values) {
    this.values = values;
  }

  private Optional<DerValue> value(String id) throws MalformedException {
    byte[] bytes = values.get(id);
    return bytes == null ? Optional.empty() : Optional.of(DerValue.only(bytes));
  }

  List<GeneralName> alternativeNames() throws MalformedException {
    byte[] names = values.get(CertificateContents.SUBJECT_ALTERNATIVE_NAME);
    return names == null ? List.of() : GeneralName.readAll(names);
  }

  Optional<CertificateContents.BasicConstraints> basicConstraints() throws MalformedException {
    Optional<DerValue> value = value(CertificateContents.BASIC_CONSTRAINTS);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<DerValue> parts = new ArrayList<>(value.get().expect(DerValue.SEQUENCE).children());
    boolean authority = false;
    if (!parts.isEmpty() && parts.get(0).is(DerValue.BOOLEAN)) {
      authority = parts.remove(0).hex().equals("ff");
    }
    Optional<Integer> pathLength = Optional.empty();
    if (!parts.isEmpty()) {
      BigInteger length = integer(parts.remove(0).expect(DerValue.INTEGER));
      if (length.signum() < 0) {
        throw new MalformedException("a path length below zero");
      }
      pathLength = Optional.of(length.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue());
    }
    if (!parts.isEmpty()) {
      throw new MalformedException("basic constraints with more than two parts");
    }
    return Optional.of(new CertificateContents.BasicConstraints(authority, pathLength));
  }

  Optional<Set<Integer>> keyUsage() throws MalformedException {
    return bits(CertificateContents.KEY_USAGE);
  }

  Optional<Boolean> netscapeServer() throws MalformedException {
    Optional<Set<Integer>> bits = bits(CertificateContents.NETSCAPE_CERTIFICATE_TYPE);
    return bits.isPresent() ? Optional.of(bits.get().contains(1)) : Optional.empty();
  }

  private Optional<Set<Integer>> bits(String id) throws MalformedException {
    Optional<DerValue> value = value(id);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    byte[] content = value.get().expect(DerValue.BIT_STRING).content();
    if (content.length == 0 || content[0] < 0 || content[0] > 7) {
      throw new MalformedException("a bit string that cannot be read");
    }
    Set<Integer> bits = new HashSet<>();
    int count = 8 * (content.length - 1) - content[0];
    for (int i = 0; i < count; i++) {
      if ((content[1 + i / 8] & (0x80 >> (i % 8))) != 0) {
        bits.add(i);
      }
    }
    return Optional.of(Set.copyOf(bits));
  }

  Optional<Set<String>> extendedKeyUsage() throws MalformedException {
    Optional<DerValue> value = value(CertificateContents.EXTENDED_KEY_USAGE);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Set<String> purposes = new HashSet<>();
    for (DerValue purpose : value.get().expect(DerValue.SEQUENCE).children()) {
      purposes.add(purpose.expect(DerValue.OBJECT_IDENTIFIER).hex());
    }
    return Optional.of(Set.copyOf(purposes));
  }

  Optional<NameConstraints> nameConstraints() throws MalformedException {
    Optional<DerValue> value = value(CertificateContents.NAME_CONSTRAINTS);
    return value.isPresent() ? Optional.of(NameConstraints.read(value.get())) : Optional.empty();
  }

  KeyIdentifiers keyIdentifiers() throws MalformedException {
    Optional<DerValue> own = value(CertificateContents.SUBJECT_KEY_IDENTIFIER);
    Optional<String> subject = Optional.empty();
    if (own.isPresent()) {
      subject = Optional.of(own.get().expect(DerValue.OCTET_STRING).hex());
    }
    Optional<DerValue> issuers = value(CertificateContents.AUTHORITY_KEY_IDENTIFIER);
    if (issuers.isEmpty()) {
      return new KeyIdentifiers(subject, Optional.empty(), Optional.empty(), Optional.empty());
    }
    KeyIdentifiers ofIssuer = authorityKeyIdentifier(issuers.get());
    return new KeyIdentifiers(
        subject, ofIssuer.authority(), ofIssuer.authorityIssuer(), ofIssuer.authoritySerial());
  }

  /** Reads the identifier of an issuer, which revocation lists have too. */
  static KeyIdentifiers authorityKeyIdentifier(DerValue value) throws MalformedException {
    Optional<String> authority = Optional.empty();
    Optional<X500Principal> issuer = Optional.empty();
    Optional<BigInteger> serial = Optional.empty();
    for (DerValue part : value.expect(DerValue.SEQUENCE).children()) {
      switch (part.tag()) {
        case 0x80 -> authority = Optional.of(part.hex());
        case 0xa1 -> issuer = firstDirectoryName(part);
        case 0x82 -> serial = Optional.of(integer(part));
        default -> throw new MalformedException("a key identifier with an unknown part");
      }
    }
    return new KeyIdentifiers(Optional.empty(), authority, issuer, serial);
  }

  List<DistributionPoint> distributionPoints() throws MalformedException {
    Optional<DerValue> value = value(CertificateContents.DISTRIBUTION_POINTS);
    return value.isPresent() ? DistributionPoint.readAll(value.get()) : List.of();
  }

  private static Optional<X500Principal> firstDirectoryName(DerValue names)
      throws MalformedException {
    for (DerValue name : names.children()) {
      if (name.is(0xa4)) {
        try {
          return Optional.of(new X500Principal(name.content()));
        } catch (IllegalArgumentException e) {
          throw new MalformedException("a distinguished name that cannot be read");
        }
      }
    }
    return Optional.empty();
  }

  private static BigInteger integer(DerValue value) throws MalformedException {
    byte[] content = value.content();
    if (content.length == 0 || content.length > 64) {
      throw new MalformedException("an integer of " + content.length + " bytes");
    }
    return new BigInteger(content);
  }
}
