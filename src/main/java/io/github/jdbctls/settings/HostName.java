package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.net.IDN;
import java.util.Locale;

/**
 * Reads the host of a URL: the one text that is dialled, sent and verified.
 *
 * <ol>
 *   <li>In brackets stands an IPv6 address without a zone; the brackets go.
 *   <li>No control character, white space, invisible character or delimiter of URLs.
 *   <li>No ß, ς, zero-width joiner or non-joiner: registries differ on what they mean.
 *   <li>Unicode becomes A-labels (RFC 3490, {@link IDN}), which obey rule 2 again.
 *   <li>Labels have 1 to 63 characters, all together 253; one trailing dot may follow. Underscores
 *       and single labels are names like others.
 * </ol>
 */
public final class HostName {
  private static final String DELIMITERS = "/@%?#\\[]:,\"<>";
  private static final String AMBIGUOUS = "\u00df\u1e9e\u03c2";
  private static final String AMBIGUITY = "on whose meaning registries differ";
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private HostName() {}

  /**
   * Reads a host.
   *
   * @param text as it stands in the URL, percent-decoded if the driver does so
   * @return the host without brackets, in A-labels; ASCII keeps its case
   * @throws ProblemException with {@link TlsFailure#INVALID_URL} if no server can have the name;
   *     the message repeats no text that may hold a password
   */
  public static String read(String text) throws ProblemException {
    if (text.isEmpty()) {
      throw invalid("the URL has an empty host", "Name the host whose certificate is expected.");
    }
    if (text.startsWith("[") || text.indexOf(':') >= 0) {
      return ipv6(text);
    }
    refuseCharacters(text);
    String name = toAscii(text);
    refuseCharacters(name);
    refuseLengths(name);
    return name;
  }

  private static String ipv6(String text) throws ProblemException {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String address = bracketed ? text.substring(1, text.length() - 1) : text;
    int zone = address.indexOf('%');
    if (zone > 0 && NumericAddress.isIpv6(address.substring(0, zone))) {
      throw invalid(
          "the URL has an IPv6 address with a zone, which no certificate can name",
          "Use an address without a zone, or a name with the address in hostaddr.");
    }
    if (!NumericAddress.isIpv6(address)) {
      throw invalid(
          "a host in the URL has brackets or colons, but is no IPv6 address",
          "Write an IPv6 address as [2001:db8::1]; encode special characters of the password.");
    }
    return address;
  }

  private static void refuseCharacters(String text) throws ProblemException {
    int place = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int c = text.codePointAt(i);
      place++;
      String reason = reason(c);
      if (!reason.isEmpty()) {
        throw invalid(
            String.format(
                Locale.ROOT,
                "a host in the URL has the character U+%04X at place %d, %s",
                c,
                place,
                reason),
            reason.equals(AMBIGUITY)
                ? "Write the name in A-labels (xn--...), as the registry has it."
                : "Correct the host; encode special characters of user and password.");
      }
    }
  }

  private static String reason(int c) {
    if (AMBIGUOUS.indexOf(c) >= 0 || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return AMBIGUITY;
    }
    boolean invisible =
        Character.isISOControl(c)
            || Character.isWhitespace(c)
            || Character.isSpaceChar(c)
            || isFormatting(c);
    return invisible || DELIMITERS.indexOf(c) >= 0 ? "which no host name has" : "";
  }

  /** Characters that cannot be seen, and that the conversion would drop without a word. */
  private static boolean isFormatting(int c) {
    int type = Character.getType(c);
    boolean variationSelector = c >= 0xfe00 && c <= 0xfe0f;
    return type == Character.FORMAT || type == Character.SURROGATE || variationSelector;
  }

  private static String toAscii(String text) throws ProblemException {
    if (isAscii(text)) {
      return text;
    }
    try {
      return IDN.toASCII(text);
    } catch (IllegalArgumentException e) {
      // The exception repeats the host, which may be part of a password, so it is no cause.
      throw invalid(
          "a host in the URL is no internationalized domain name",
          "Write the name in A-labels (xn--...), as the registry has it.");
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static void refuseLengths(String name) throws ProblemException {
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    for (String label : relative.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL) {
        throw invalid(
            label.isEmpty()
                ? "a host in the URL has an empty label"
                : "a host in the URL has a label of " + label.length() + " characters",
            "Write labels of 1 to 63 characters, with one dot between them.");
      }
    }
    if (relative.length() > LONGEST_NAME) {
      throw invalid(
          "a host in the URL has " + relative.length() + " characters",
          "A host name has at most " + LONGEST_NAME + ".");
    }
  }

  private static ProblemException invalid(String found, String remedy) {
    return Problem.of(TlsFailure.INVALID_URL, found).withRemedy(remedy).exception();
  }
}
