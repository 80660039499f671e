package io.github.jdbctls.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One host of a URL. Immutable.
 *
 * @param host the name or address that the server must prove: A-labels, no brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  /** Whether the host is an IPv6 address. */
  public boolean isIpv6() {
    return host.indexOf(':') >= 0;
  }

  /** Whether the text, with or without the brackets of IPv6, names this host. */
  public boolean isNamed(String text) {
    return host.equalsIgnoreCase(text) || ("[" + host + "]").equalsIgnoreCase(text);
  }

  /** Whether a driver that was given this host made this address of it. */
  public boolean isAddressedBy(InetSocketAddress address) {
    return isNamed(address.getHostString())
        || literal().filter(a -> a.equals(address.getAddress())).isPresent();
  }

  /** The host as an address, if it is written as one; never asks a name service. */
  public Optional<InetAddress> literal() {
    if (!NumericAddress.isIpv6(host) && !NumericAddress.isDecimalIpv4(host)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  // Written out: the compiler's own spins dozens of classes in the first connect of a JVM.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HostPort that && port == that.port && host.equals(that.host);
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /** The host and port as a URL has them, IPv6 in brackets. */
  @Override
  public String toString() {
    return (isIpv6() ? "[" + host + "]" : host) + ":" + port;
  }
}
