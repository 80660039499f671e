package io.github.jdbctls.trust;

import io.github.jdbctls.trust.GeneralName.DirectoryName;
import io.github.jdbctls.trust.GeneralName.DnsName;
import io.github.jdbctls.trust.GeneralName.Email;
import io.github.jdbctls.trust.GeneralName.Ip;
import io.github.jdbctls.trust.GeneralName.IpNetwork;
import io.github.jdbctls.trust.GeneralName.Kind;
import io.github.jdbctls.trust.GeneralName.Malformed;
import io.github.jdbctls.trust.GeneralName.Opaque;
import io.github.jdbctls.trust.GeneralName.Uri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which names an authority may certify: RFC 5280, section 4.2.1.10, as OpenSSL reads it.
 *
 * <p>The JDK's own check overlooks a common name with an underscore, an address below a base with
 * host bits, e-mail addresses beside alternative names, alternative names that it cannot read, and
 * a wildcard that covers an excluded name; so all kinds are checked here, and by the JDK again.
 *
 * <ol>
 *   <li>The names of a certificate are its subject, the e-mail addresses in it, and its alternative
 *       names. The leaf's common names count as DNS names where it has no {@code dNSName}. A DNS
 *       name that is an address as text counts as an address too, as {@link NameVerifier} would
 *       take it.
 *   <li>A name of a kind that a constraint is about, but that cannot be compared, is refused.
 *   <li>A name within an excluded subtree is refused.
 *   <li>A name that is within none of the permitted subtrees of its kind is refused, if there are
 *       any of its kind.
 * </ol>
 *
 * <p>Immutable.
 *
 * @param permitted bases of the permitted subtrees
 * @param excluded bases of the excluded subtrees
 */
record NameConstraints(List<GeneralName> permitted, List<GeneralName> excluded) {
  /** More comparisons than this are an attack on the processor (OpenSSL's bound). */
  private static final int MOST_COMPARISONS = 1 << 20;

  static NameConstraints read(DerValue value) throws MalformedException {
    List<GeneralName> permitted = List.of();
    List<GeneralName> excluded = List.of();
    for (DerValue subtrees : value.expect(DerValue.SEQUENCE).children()) {
      switch (subtrees.tag()) {
        case 0xa0 -> permitted = bases(subtrees);
        case 0xa1 -> excluded = bases(subtrees);
        default -> throw new MalformedException("name constraints with an unknown part");
      }
    }
    return new NameConstraints(permitted, excluded);
  }

  private static List<GeneralName> bases(DerValue subtrees) throws MalformedException {
    List<GeneralName> bases = new ArrayList<>();
    for (DerValue subtree : subtrees.children()) {
      List<DerValue> parts = subtree.expect(DerValue.SEQUENCE).children();
      if (parts.isEmpty()) {
        throw new MalformedException("a name constraint without a base");
      }
      for (DerValue distance : parts.subList(1, parts.size())) {
        if (!distance.is(0x80) || !distance.hex().equals("00")) {
          throw new MalformedException("a name constraint with a distance, which RFC 5280 forbids");
        }
      }
      bases.add(GeneralName.read(parts.get(0), true));
    }
    return List.copyOf(bases);
  }

  /** The reason why the certificate is refused; empty if it is not. */
  Optional<String> refusal(CertificateContents certificate, boolean leaf) {
    List<GeneralName> names = names(certificate, leaf);
    if ((long) names.size() * (permitted.size() + excluded.size()) > MOST_COMPARISONS) {
      return Optional.of("which would have to be compared with too many names");
    }
    return names.stream().flatMap(name -> refusal(name).stream()).findFirst();
  }

  private static List<GeneralName> names(CertificateContents certificate, boolean leaf) {
    List<GeneralName> names = new ArrayList<>();
    if (!certificate.subject().parts().isEmpty()) {
      names.add(certificate.subject());
    }
    certificate.emailAddresses().forEach(email -> names.add(new Email(email)));
    names.addAll(certificate.alternativeNames());
    if (leaf && !certificate.hasAlternativeName(Kind.DNS_NAME)) {
      certificate.commonNames().stream()
          .filter(NameVerifier::isHost)
          .forEach(name -> names.add(new DnsName(name)));
    }
    for (GeneralName name : List.copyOf(names)) {
      if (name instanceof DnsName dns) {
        IpAddress.parse(NameVerifier.withoutTrailingDot(dns.text()))
            .ifPresent(address -> names.add(new Ip(address)));
      }
    }
    return names;
  }

  private Optional<String> refusal(GeneralName name) {
    List<GeneralName> permittedOfKind =
        permitted.stream().filter(b -> b.kind() == name.kind()).toList();
    List<GeneralName> excludedOfKind =
        excluded.stream().filter(b -> b.kind() == name.kind()).toList();
    if (permittedOfKind.isEmpty() && excludedOfKind.isEmpty()) {
      return Optional.empty();
    }
    if (!isComparable(name)
        || !permittedOfKind.stream().allMatch(NameConstraints::isReadable)
        || !excludedOfKind.stream().allMatch(NameConstraints::isReadable)) {
      return Optional.of("with a constraint that cannot be applied to " + describe(name));
    }
    if (excludedOfKind.stream().anyMatch(base -> excludes(base, name))) {
      return Optional.of("which excludes " + describe(name));
    }
    if (!permittedOfKind.isEmpty()
        && permittedOfKind.stream().noneMatch(base -> contains(base, name))) {
      return Optional.of("which does not permit " + describe(name));
    }
    return Optional.empty();
  }

  private static boolean isComparable(GeneralName name) {
    if (name instanceof Email email) {
      return email.text().indexOf('@') >= 0;
    }
    if (name instanceof Uri uri) {
      return !uriHost(uri.text()).isEmpty();
    }
    return isReadable(name);
  }

  private static boolean isReadable(GeneralName name) {
    return !(name instanceof Opaque || name instanceof Malformed);
  }

  /** An excluded name stays excluded with a trailing dot, and under a wildcard that covers it. */
  private static boolean excludes(GeneralName base, GeneralName name) {
    if (base instanceof DnsName outer && name instanceof DnsName inner) {
      String excluded = NameVerifier.withoutTrailingDot(outer.text());
      String text = NameVerifier.withoutTrailingDot(inner.text());
      return dnsContains(excluded, text) || NameVerifier.wildcardMatches(text, excluded);
    }
    return contains(base, name);
  }

  private static boolean contains(GeneralName base, GeneralName name) {
    if (base instanceof DnsName outer && name instanceof DnsName inner) {
      return dnsContains(outer.text(), inner.text());
    }
    if (base instanceof IpNetwork network && name instanceof Ip ip) {
      return networkContains(network, ip.address());
    }
    if (base instanceof DirectoryName outer && name instanceof DirectoryName inner) {
      int length = outer.parts().size();
      return length <= inner.parts().size()
          && outer.parts().equals(inner.parts().subList(0, length));
    }
    if (base instanceof Email outer && name instanceof Email inner) {
      return emailContains(outer.text(), inner.text());
    }
    return base instanceof Uri outer
        && name instanceof Uri inner
        && hostContains(outer.text(), uriHost(inner.text()));
  }

  /** Any number of labels may be added in front; an empty base contains every name. */
  private static boolean dnsContains(String base, String name) {
    if (base.isEmpty()) {
      return true;
    }
    int extra = name.length() - base.length();
    return extra >= 0
        && NameVerifier.equalsIgnoringAsciiCase(name.substring(extra), base)
        && (extra == 0 || base.charAt(0) == '.' || name.charAt(extra - 1) == '.');
  }

  private static boolean networkContains(IpNetwork network, IpAddress address) {
    byte[] base = network.base().bytes();
    byte[] mask = network.mask().bytes();
    byte[] bytes = address.bytes();
    if (bytes.length != base.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (((bytes[i] ^ base[i]) & mask[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** A mailbox, all mailboxes of a host, or with a leading dot whatever ends with it. */
  private static boolean emailContains(String base, String email) {
    int at = base.lastIndexOf('@');
    int emailAt = email.lastIndexOf('@');
    String host = email.substring(emailAt + 1);
    if (at < 0 && base.startsWith(".")) {
      return dnsContains(base, host);
    }
    boolean sameMailbox = at <= 0 || base.substring(0, at).equals(email.substring(0, emailAt));
    return sameMailbox && NameVerifier.equalsIgnoringAsciiCase(base.substring(at + 1), host);
  }

  private static boolean hostContains(String base, String host) {
    return base.startsWith(".")
        ? host.length() > base.length() && dnsContains(base, host)
        : NameVerifier.equalsIgnoringAsciiCase(base, host);
  }

  /**
   * The host of {@code scheme://host:port/path}; empty if there is none, if a user stands before
   * it, or if OpenSSL, which ends it at the first colon or else slash, takes it for another.
   */
  private static String uriHost(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 0 || !uri.startsWith("://", colon)) {
      return "";
    }
    String rest = uri.substring(colon + 3);
    String authority = rest.split("[/?#]", 2)[0];
    String host = authority.split(":", 2)[0];
    String hostOfOpenSsl = rest.split(rest.indexOf(':') < 0 ? "/" : ":", 2)[0];
    return authority.indexOf('@') < 0 && host.equals(hostOfOpenSsl) ? host : "";
  }

  private static String describe(GeneralName name) {
    if (name instanceof DnsName dns) {
      return PrintableText.quote(dns.text());
    }
    if (name instanceof Ip ip) {
      return ip.address().toString();
    }
    if (name instanceof Email email) {
      return PrintableText.quote(email.text());
    }
    if (name instanceof Uri uri) {
      return PrintableText.quote(uri.text());
    }
    return name instanceof DirectoryName ? "the subject's name" : "a name of kind " + name.kind();
  }
}
