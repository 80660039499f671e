package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Parameter;
import java.util.List;

/**
 * Refuses {@code hostaddr} where it gives one host of the URL several addresses, and the driver
 * dials by itself: that asks for a host by its name and port, so that all but one of the addresses
 * would never be dialled.
 */
final class HostAddressCheck {
  private HostAddressCheck() {}

  /**
   * Accepts or refuses the request.
   *
   * @throws ProblemException INVALID_VALUE, before anything is dialled
   */
  static void check(Request request) throws ProblemException {
    List<String> addresses = request.settings().hostAddresses();
    List<HostPort> hosts = request.url().hosts();
    if (addresses.isEmpty() || !request.dialect().dialsByItself()) {
      return;
    }
    for (int i = 1; i < hosts.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (isSame(hosts.get(i), hosts.get(k)) && !addresses.get(i).equals(addresses.get(k))) {
          throw Problem.of(
                  TlsFailure.INVALID_VALUE,
                  Parameter.HOSTADDR.key()
                      + " gives the host "
                      + hosts.get(i)
                      + " several addresses, of which this driver would dial one")
              .withRemedy(
                  "Give each address a host of its own, or name the host once, without hostaddr.")
              .exception();
        }
      }
    }
  }

  private static boolean isSame(HostPort one, HostPort other) {
    return one.port() == other.port() && one.isNamed(other.host());
  }
}
