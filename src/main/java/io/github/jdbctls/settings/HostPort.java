package io.github.jdbctls.settings;

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

  /** The host and port as a URL has them, IPv6 in brackets. */
  @Override
  public String toString() {
    return (isIpv6() ? "[" + host + "]" : host) + ":" + port;
  }
}
