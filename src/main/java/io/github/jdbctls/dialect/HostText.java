package io.github.jdbctls.dialect;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.HostName;
import io.github.jdbctls.settings.HostPort;
import java.util.regex.Pattern;

/**
 * One host of a URL with its port, read alike for every driver.
 *
 * <ol>
 *   <li>An IPv6 address stands in brackets.
 *   <li>What is left out is the driver's default.
 *   <li>A port is a number from 1 to 65535.
 *   <li>The host is one that a server can prove to be ({@link HostName}).
 * </ol>
 *
 * <p>Immutable.
 *
 * @param host as written, not decoded; empty if there is none
 * @param port as written; empty if there is none
 */
public record HostText(String host, String port) {
  private static final int GREATEST_PORT = 65535;
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  /**
   * Takes {@code host[:port]} apart.
   *
   * @throws ProblemException for an IPv6 address without brackets
   */
  public static HostText of(String entry) throws ProblemException {
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon >= 0 && entry.indexOf(']', colon) < 0;
    String host = hasPort ? entry.substring(0, colon) : entry;
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      throw UrlText.invalid("an IPv6 address must stand in brackets, such as [::1]");
    }
    return new HostText(host, hasPort ? entry.substring(colon + 1) : "");
  }

  /**
   * Returns what is dialled and verified.
   *
   * @throws ProblemException if it is no host, or no port
   */
  public HostPort read(String defaultHost, int defaultPort) throws ProblemException {
    String name = host.isEmpty() ? defaultHost : HostName.read(host);
    return new HostPort(name, port.isEmpty() ? defaultPort : number(port));
  }

  private static int number(String port) throws ProblemException {
    if (PORT.matcher(port).matches()) {
      int number = Integer.parseInt(port);
      if (number >= 1 && number <= GREATEST_PORT) {
        return number;
      }
    }
    throw UrlText.invalid("a port is not a number from 1 to " + GREATEST_PORT);
  }
}
