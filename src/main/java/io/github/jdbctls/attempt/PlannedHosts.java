package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hosts of a URL, which are all that a driver may dial by itself. Immutable.
 *
 * @param hosts at least one
 * @param given addresses to dial in place of the hosts' names, as many as hosts, an empty one for
 *     none; or an empty list
 */
record PlannedHosts(List<HostPort> hosts, List<String> given) {
  PlannedHosts {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("no host");
    }
    hosts = List.copyOf(hosts);
    given = List.copyOf(given);
  }

  /** The first one. */
  HostPort first() {
    return hosts.get(0);
  }

  /** Whether there is one alone, so that the driver has no next one to go on to. */
  boolean isSingle() {
    return hosts.size() == 1;
  }

  /**
   * The host of an endpoint.
   *
   * @throws RefusedIOException if it is of none
   */
  HostPort hostAt(SocketAddress endpoint) throws RefusedIOException {
    if (endpoint instanceof InetSocketAddress peer) {
      // Two hosts may have one address: the name decides, and only then the address.
      for (HostPort host : hosts) {
        if (host.port() == peer.getPort() && host.isNamed(peer.getHostString())) {
          return host;
        }
      }
      for (HostPort host : hosts) {
        if (host.port() == peer.getPort() && host.isAddressedBy(peer)) {
          return host;
        }
      }
    }
    throw new RefusedIOException(
        Problem.of(
            TlsFailure.HANDLE_REFUSED,
            "a connection to another host than " + hosts + " was asked for"));
  }

  /** What was given to be dialled in place of the host's name. */
  Optional<String> givenFor(HostPort host) {
    String address = given.isEmpty() ? "" : given.get(hosts.indexOf(host));
    return address.isEmpty() ? Optional.empty() : Optional.of(address);
  }

  /**
   * The addresses of a host, in the order in which they are to be tried.
   *
   * @throws IOException if it has none
   */
  List<InetSocketAddress> addresses(HostPort host) throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>(1);
    for (InetAddress address : InetAddress.getAllByName(givenFor(host).orElse(host.host()))) {
      addresses.add(new InetSocketAddress(address, host.port()));
    }
    return addresses;
  }
}
