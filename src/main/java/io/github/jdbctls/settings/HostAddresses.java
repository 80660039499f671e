package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;

/** Reads {@code hostaddr}: a list with commas, one numeric address for each host of the URL. */
final class HostAddresses {
  private HostAddresses() {}

  /**
   * Reads the value.
   *
   * @param hosts how many hosts the URL has
   * @return none, or as many as hosts, where an empty text means that host's own name
   * @throws ProblemException if an address is no numeric one, or their number is another
   */
  static List<String> read(Written written, int hosts) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> addresses = List.of(text.split(",", -1));
    if (addresses.size() != hosts) {
      throw invalid(
          written,
          "has " + addresses.size() + " addresses, but the URL has " + hosts + " hosts",
          "Give one address for each host, in the same order; an empty one means the host itself.");
    }
    for (String address : addresses) {
      if (!address.isEmpty()
          && !NumericAddress.isIpv4(address)
          && !NumericAddress.isIpv6(address)) {
        throw invalid(
            written,
            "holds " + Shown.value(address) + ", which is no numeric address",
            "Write an IPv4 address such as 192.0.2.1 or an IPv6 address such as 2001:db8::1.");
      }
    }
    return addresses;
  }

  private static ProblemException invalid(Written written, String found, String remedy) {
    return Problem.of(TlsFailure.INVALID_VALUE, written.origin().describe() + " " + found)
        .withRemedy(remedy)
        .exception();
  }
}
