package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.HostText;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.HostPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the hosts of a MariaDB URL, which have commas between them:
 *
 * <pre>
 * host[:port]
 * address=(host=host)[(port=port)][(type=primary|replica)]
 * </pre>
 *
 * <ol>
 *   <li>An IPv6 address stands in brackets; in {@code address=} it may do without.
 *   <li>Keys of {@code address=} are in any case, each at most once. Others than these are refused:
 *       {@code sslMode} would overrule the mode, {@code pipe} and {@code localSocket} the host.
 *   <li>A host in {@code address=} is in lower case, as the driver makes it.
 *   <li>The port is 3306 where none is given; {@code master} is a primary, {@code slave} a replica.
 * </ol>
 */
final class MariadbHosts {
  static final int DEFAULT_PORT = 3306;
  static final String TYPE = "type";

  private static final String ADDRESS = "address=";
  private static final Pattern PART = Pattern.compile("\\(([^()=]*)=([^()=]*)\\)");
  private static final Map<String, String> TYPES =
      Map.of(
          "primary", "primary",
          "master", "primary",
          "replica", "replica",
          "slave", "replica");

  private MariadbHosts() {}

  /**
   * One host.
   *
   * @param address as it is dialled and verified
   * @param attributes its type, if it has one
   */
  record Host(HostPort address, Map<String, String> attributes) {}

  static List<Host> read(String text) throws ProblemException {
    List<Host> hosts = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      if (entry.isEmpty()) {
        throw invalid(text.isEmpty() ? "it names no host" : "a host in the list is empty")
            .withRemedy("Name the host whose certificate is expected.")
            .exception();
      }
      hosts.add(
          entry.startsWith(ADDRESS) ? complex(entry.substring(ADDRESS.length())) : simple(entry));
    }
    return List.copyOf(hosts);
  }

  private static Host simple(String entry) throws ProblemException {
    if (entry.indexOf('(') >= 0 || entry.indexOf('=') >= 0) {
      throw invalid("a host has a \"(\" or a \"=\", and does not begin with \"address=\"")
          .exception();
    }
    HostText host = HostText.of(entry);
    if (entry.endsWith(":")) {
      throw invalid("a host has a colon and no port behind it").exception();
    }
    return new Host(read(host), Map.of());
  }

  private static Host complex(String text) throws ProblemException {
    Map<String, String> parts = new HashMap<>();
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      String key = part.group(1).toLowerCase(Locale.ROOT);
      if (!key.equals("host") && !key.equals("port") && !key.equals(TYPE)) {
        throw invalid("a host has something else than host, port and type in \"address=\"")
            .withRemedy("Write what is for all hosts as a parameter, such as sslmode.")
            .exception();
      }
      if (parts.put(key, part.group(2).toLowerCase(Locale.ROOT)) != null) {
        throw invalid("a host has " + key + " twice in \"address=\"").exception();
      }
    }
    String host = parts.get("host");
    if (end != text.length() || host == null) {
      throw invalid("a host with \"address=\" is not of the form address=(host=db)(port=3306)")
          .exception();
    }
    String given = parts.get(TYPE);
    String type = given == null ? null : TYPES.get(given);
    if (given != null && type == null) {
      throw invalid("a host's type is neither primary nor replica").exception();
    }
    return new Host(
        read(new HostText(host, parts.getOrDefault("port", ""))),
        Optional.ofNullable(type).map(t -> Map.of(TYPE, t)).orElse(Map.of()));
  }

  /** An empty host is no default here, but an error. */
  private static HostPort read(HostText host) throws ProblemException {
    if (host.host().isEmpty()) {
      throw invalid("a host in the list is empty").exception();
    }
    return host.read("", DEFAULT_PORT);
  }

  private static Problem invalid(String found) {
    return Problem.of(TlsFailure.INVALID_URL, "the URL cannot be read: " + found);
  }
}
