package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.trust.GeneralName.DnsName;
import io.github.jdbctls.trust.GeneralName.Ip;
import io.github.jdbctls.trust.GeneralName.Kind;
import io.github.jdbctls.trust.GeneralName.Malformed;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a certificate is for a host: libpq's rules ({@code fe-secure-common.c}), stricter
 * where an item says so. The host is the one in the URL as written; nothing is resolved. One in
 * Unicode was made of A-labels when the URL was read ({@link io.github.jdbctls.settings.HostName}).
 *
 * <ol>
 *   <li>Of the host, brackets around an IPv6 address and one trailing dot are removed. A host with
 *       a character that no host has, a non-ASCII one included, matches nothing.
 *   <li>The host is an IP address if it parses as one ({@link IpAddress#parse}); else it is a DNS
 *       name.
 *   <li>Stricter: an embedded NUL in any alternative name, or an {@code iPAddress} of another
 *       length than 4 or 16, refuses the certificate, whatever else matches.
 *   <li>Each alternative name is compared: a {@code dNSName} as text ({@link #textMatches}), an
 *       {@code iPAddress} as bytes, and with an IP host only. One match accepts the certificate.
 *   <li>If there is an alternative name of the host's own kind, {@code iPAddress} for an IP host
 *       and {@code dNSName} for a DNS host, the certificate is refused.
 *   <li>Else the first common name, in the order of the encoding, is compared as text. An embedded
 *       NUL in it refuses the certificate.
 *   <li>What has not matched is refused, with all the names that were found.
 * </ol>
 *
 * <p>Immutable; thread-safe.
 */
public final class NameVerifier {
  /** What a host has beside letters and digits; {@code *} because libpq compares it (#200). */
  private static final String MARKS_OF_HOSTS = "._:*-";

  private static final int MOST_NAMES_SHOWN = 20;

  private NameVerifier() {}

  /**
   * Verifies the name.
   *
   * @param host a name, or an address with or without brackets
   * @param certificate of the server
   * @return empty if the certificate is for the host, else the reason: {@link
   *     TlsFailure#WRONG_NAME} or {@link TlsFailure#MALFORMED_CERTIFICATE}
   */
  public static Optional<Problem> refusal(String host, X509Certificate certificate) {
    try {
      return refusal(host, CertificateContents.of(certificate));
    } catch (MalformedException e) {
      return Optional.of(Problem.of(TlsFailure.MALFORMED_CERTIFICATE, e.reason()).withCause(e));
    }
  }

  static Optional<Problem> refusal(String host, CertificateContents certificate) {
    String name = withoutTrailingDot(withoutBrackets(host));
    if (!isHost(name)) {
      return Optional.of(wrongName(host, certificate, true));
    }
    Optional<IpAddress> address = IpAddress.parse(name);

    for (GeneralName alternative : certificate.alternativeNames()) {
      if (alternative instanceof Malformed malformed) {
        return Optional.of(malformed(malformed.reason()));
      }
    }

    for (GeneralName alternative : certificate.alternativeNames()) {
      if (alternative instanceof DnsName dns && textMatches(name, address, dns.text())) {
        return Optional.empty();
      }
      if (alternative instanceof Ip ip && Optional.of(ip.address()).equals(address)) {
        return Optional.empty();
      }
    }

    Kind ownKind = address.isPresent() ? Kind.IP_ADDRESS : Kind.DNS_NAME;
    if (certificate.hasAlternativeName(ownKind)) {
      return Optional.of(wrongName(host, certificate, false));
    }

    if (!certificate.commonNames().isEmpty()) {
      String commonName = certificate.commonNames().get(0);
      if (commonName.indexOf('\0') >= 0) {
        return Optional.of(malformed("an embedded NUL in the common name"));
      }
      if (textMatches(name, address, commonName)) {
        return Optional.empty();
      }
    }

    return Optional.of(wrongName(host, certificate, true));
  }

  /**
   * Text is equal without regard to ASCII case and one trailing dot; for a DNS host a pattern may
   * match instead (stricter: libpq lets patterns match addresses, #203).
   */
  private static boolean textMatches(String host, Optional<IpAddress> address, String found) {
    String pattern = withoutTrailingDot(found);
    return equalsIgnoringAsciiCase(host, pattern)
        || (address.isEmpty() && wildcardMatches(pattern, host));
  }

  /**
   * A leading {@code *.} stands for exactly one whole label, and at least two labels follow it
   * (stricter: libpq takes {@code *.test}, #201).
   */
  static boolean wildcardMatches(String pattern, String host) {
    if (!pattern.startsWith("*.")) {
      return false;
    }
    String rest = pattern.substring(2);
    int dot = rest.indexOf('.');
    boolean twoLabels = dot > 0 && dot < rest.length() - 1;
    int firstLabel = host.indexOf('.');
    return twoLabels
        && firstLabel > 0
        && equalsIgnoringAsciiCase(host.substring(firstLabel + 1), rest);
  }

  /** Whether the text consists of characters that hosts have. */
  static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = lowerCase(c) >= 'a' && lowerCase(c) <= 'z';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && MARKS_OF_HOSTS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static String withoutTrailingDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String withoutBrackets(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.indexOf(':') > 0;
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  /** Unlike {@code String.equalsIgnoreCase}, which takes the Kelvin sign for a k. */
  static boolean equalsIgnoringAsciiCase(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      if (lowerCase(one.charAt(i)) != lowerCase(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  private static Problem malformed(String reason) {
    return Problem.of(
        TlsFailure.MALFORMED_CERTIFICATE, "the server's certificate is malformed: " + reason);
  }

  private static Problem wrongName(
      String host, CertificateContents certificate, boolean commonNameCounts) {
    List<String> alternatives = new ArrayList<>();
    for (GeneralName name : certificate.alternativeNames()) {
      if (name instanceof DnsName dns) {
        alternatives.add(PrintableText.of(dns.text()));
      } else if (name instanceof Ip ip) {
        alternatives.add(ip.address().toString());
      }
    }
    List<String> found = new ArrayList<>();
    if (!alternatives.isEmpty()) {
      int shown = Math.min(alternatives.size(), MOST_NAMES_SHOWN);
      int more = alternatives.size() - shown;
      String names = String.join(", ", alternatives.subList(0, shown));
      found.add(names + (more > 0 ? " and " + more + " more" : "") + " (alternative names)");
    }
    if (commonNameCounts) {
      certificate.commonNames().stream()
          .findFirst()
          .ifPresent(name -> found.add(PrintableText.of(name) + " (common name)"));
    }
    String names = found.isEmpty() ? "no host" : String.join(" and ", found);
    return Problem.of(
        TlsFailure.WRONG_NAME,
        "server certificate is for " + names + ", not for " + PrintableText.quote(host));
  }
}
