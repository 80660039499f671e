package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;

/**
 * Reads {@code hostaddr}: a list with commas, of numeric addresses.
 *
 * <ol>
 *   <li>Empty: none.
 *   <li>One address for each host of the URL; an empty one means the host itself.
 *   <li>A URL without a host: the addresses stand for it, none of them empty. There is no name to
 *       verify, so that {@code verify-full} is refused, as in libpq.
 * </ol>
 */
final class HostAddresses {
  private HostAddresses() {}

  /**
   * Reads the value.
   *
   * @return none, or as many as hosts, where an empty text means that host's own name; any number
   *     where the URL names no host
   * @throws ProblemException if an address is no numeric one, their number is another, or there is
   *     no name to verify
   */
  static List<String> read(Written written, DelegateUrl url, SslMode mode) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> addresses = List.of(text.split(",", -1));
    int hosts = url.hosts().size();
    if (url.namesHost() && addresses.size() != hosts) {
      throw invalid(
          written,
          "has " + addresses.size() + " addresses, but the URL has " + hosts + " hosts",
          "Give one address for each host, in the same order; an empty one means the host itself.");
    }
    for (String address : addresses) {
      boolean means = url.namesHost() && address.isEmpty();
      if (!means && !NumericAddress.isIpv4(address) && !NumericAddress.isIpv6(address)) {
        throw invalid(
            written,
            "holds " + Shown.value(address) + ", which is no numeric address",
            "Write an IPv4 address such as 192.0.2.1 or an IPv6 address such as 2001:db8::1.");
      }
    }
    if (!url.namesHost() && mode == SslMode.VERIFY_FULL) {
      throw invalid(
          written,
          "says where to dial, but the URL names no host, whose name the server could prove",
          "Write the host's name into the URL; the address is dialled all the same.");
    }
    return addresses;
  }

  private static ProblemException invalid(Written written, String found, String remedy) {
    return Problem.of(TlsFailure.INVALID_VALUE, written.origin().describe() + " " + found)
        .withRemedy(remedy)
        .exception();
  }
}
