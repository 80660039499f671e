package io.github.jdbctls.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells numeric addresses from names; asks no name service. */
final class NumericAddress {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern DECIMALS = Pattern.compile("[0-9]{1,10}(?:\\.[0-9]{1,10}){0,3}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Eight groups, the last two as an IPv4 address. */
  private static final int LONGEST_IPV6 = 45;

  private NumericAddress() {}

  /** Whether the text is an IPv4 address in its plain form of four decimal numbers. */
  static boolean isIpv4(String text) {
    return DOTTED_QUAD.matcher(text).matches();
  }

  /**
   * Whether the text is an IPv4 address of one to four decimal numbers, the last of which fills
   * what is left, as {@code inet_aton} and Java read it.
   */
  static boolean isDecimalIpv4(String text) {
    if (!DECIMALS.matcher(text).matches()) {
      return false;
    }
    String[] parts = text.split("\\.", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      if (Long.parseLong(parts[i]) > 255) {
        return false;
      }
    }
    return Long.parseLong(parts[parts.length - 1]) < 1L << (8 * (5 - parts.length));
  }

  /** Whether the text is an IPv6 address without brackets and zone. */
  static boolean isIpv6(String text) {
    if (text.length() > LONGEST_IPV6 || !HEXADECIMAL.matcher(text).matches()) {
      return false;
    }
    try {
      // In brackets it is a literal or an error, never a name to look up.
      InetAddress unused = InetAddress.getByName("[" + text + "]");
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
