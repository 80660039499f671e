package io.github.jdbctls.trust;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address: four bytes or sixteen. Immutable.
 *
 * <p>Reads texts without {@code java.net.InetAddress}, which would ask the DNS about what it cannot
 * read, makes IPv4 addresses of IPv4-mapped IPv6 ones (libpq-cases #206), and reads leading zeros
 * as decimal.
 */
final class IpAddress {
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern DECIMAL_BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern NUMBER =
      Pattern.compile("0[xX](?<hex>[0-9A-Fa-f]{1,16})|0(?<octal>[0-7]{0,16})|[1-9][0-9]{0,15}");

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** An address from its bytes; empty for any length but 4 and 16. */
  static Optional<IpAddress> of(byte[] bytes) {
    return bytes.length == 4 || bytes.length == 16
        ? Optional.of(new IpAddress(bytes.clone()))
        : Optional.empty();
  }

  /**
   * Reads a text as libpq does: IPv6 as {@code inet_pton(3)}, without zone; IPv4 as {@code
   * inet_aton(3)}, so one to four parts, each decimal, octal ({@code 0}) or hexadecimal ({@code
   * 0x}), of which the last fills all the bytes that are left.
   *
   * @return empty if the text is neither
   */
  static Optional<IpAddress> parse(String text) {
    Optional<byte[]> bytes = text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text);
    return bytes.map(IpAddress::new);
  }

  private static Optional<byte[]> parseIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      long number = parseNumber(parts[i]);
      int bits = i < parts.length - 1 ? 8 : 8 * (4 - i);
      if (number < 0 || number >= 1L << bits) {
        return Optional.empty();
      }
      address = (address << bits) | number;
    }
    return Optional.of(
        new byte[] {
          (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
        });
  }

  private static long parseNumber(String text) {
    var number = NUMBER.matcher(text);
    if (!number.matches()) {
      return -1;
    }
    try {
      if (number.group("hex") != null) {
        return Long.parseLong(number.group("hex"), 16);
      }
      return Long.parseLong(text, number.group("octal") != null ? 8 : 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Optional<byte[]> parseIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(b -> b.length == 16);
    }
    Optional<byte[]> before = gap == 0 ? Optional.of(new byte[0]) : groups(text.substring(0, gap));
    String rest = text.substring(gap + 2);
    Optional<byte[]> after = rest.isEmpty() ? Optional.of(new byte[0]) : groups(rest);
    if (before.isEmpty() || after.isEmpty() || text.substring(0, gap).indexOf('.') >= 0) {
      return Optional.empty();
    }
    byte[] head = before.get();
    byte[] tail = after.get();
    if (head.length + tail.length > 14) {
      return Optional.empty();
    }
    byte[] address = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return Optional.of(address);
  }

  /** Groups of four digits between colons, of which the last may be a dotted IPv4 address. */
  private static Optional<byte[]> groups(String text) {
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[2 * parts.length + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        int group = Integer.parseInt(parts[i], 16);
        bytes[length++] = (byte) (group >> 8);
        bytes[length++] = (byte) group;
        continue;
      }
      String[] decimals = parts[i].split("\\.", -1);
      if (i < parts.length - 1 || decimals.length != 4) {
        return Optional.empty();
      }
      for (String decimal : decimals) {
        if (!DECIMAL_BYTE.matcher(decimal).matches() || Integer.parseInt(decimal) > 255) {
          return Optional.empty();
        }
        bytes[length++] = (byte) Integer.parseInt(decimal);
      }
    }
    return Optional.of(Arrays.copyOf(bytes, length));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Dotted decimals, or eight groups. */
  @Override
  public String toString() {
    if (bytes.length == 4) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      int group = HexFormat.fromHexDigits(HexFormat.of().formatHex(bytes, i, i + 2));
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return text.toString();
  }
}
