package io.github.jdbctls.trust;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An IP address: four bytes or sixteen. Immutable.
 *
 * <p>Reads texts without {@code java.net.InetAddress}, which would ask the DNS about what it cannot
 * read, makes IPv4 addresses of IPv4-mapped IPv6 ones (libpq-cases #206), and reads leading zeros
 * as decimal.
 */
final class IpAddress {
  /** More than a part of an address needs; a long holds as many, but for hexadecimal ones. */
  private static final int MOST_DIGITS = 16;

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
    return bytes.isPresent() ? Optional.of(new IpAddress(bytes.get())) : Optional.empty();
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

  /** Decimal, octal behind {@code 0}, or hexadecimal behind {@code 0x}; -1 if it is none. */
  private static long parseNumber(String text) {
    boolean octal = text.startsWith("0") && text.length() > 1;
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    int radix = hexadecimal ? 16 : octal ? 8 : 10;
    String digits = text.substring(hexadecimal ? 2 : octal ? 1 : 0);
    if (digits.length() > MOST_DIGITS || !consistsOfDigits(digits, radix)) {
      return -1;
    }
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether the text is one digit or more, of ASCII alone. */
  private static boolean consistsOfDigits(String text, int radix) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 'z' || Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
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
      if (parts[i].length() <= 4 && consistsOfDigits(parts[i], 16)) {
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
        if (!isDecimalByte(decimal)) {
          return Optional.empty();
        }
        bytes[length++] = (byte) Integer.parseInt(decimal);
      }
    }
    return Optional.of(Arrays.copyOf(bytes, length));
  }

  /** Whether the text is a number up to 255 without leading zeros. */
  private static boolean isDecimalByte(String text) {
    boolean padded = text.startsWith("0") && text.length() > 1;
    return text.length() <= 3
        && !padded
        && consistsOfDigits(text, 10)
        && Integer.parseInt(text) <= 255;
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
