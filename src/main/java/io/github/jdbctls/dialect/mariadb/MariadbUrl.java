package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.Arrangement;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The URL grammar of MariaDB's driver.
 *
 * <pre>
 * mariadb:[arrangement:]//host[,...][/[database]][?parameters]
 * </pre>
 *
 * <ol>
 *   <li>The arrangement is one of the driver's words for how it goes about several hosts, in any
 *       case.
 *   <li>The hosts are as {@link MariadbHosts} reads them; at least one.
 *   <li>Nothing is decoded, neither the database nor keys and values of parameters: {@code %} and
 *       {@code +} stand for themselves, as for the driver.
 *   <li>A parameter may stand without a value.
 * </ol>
 *
 * <p>What may be the rest of a password is an error: an {@code @} in front of the query or in a
 * key, a further slash. There is no way to write a user in front of the hosts. No message repeats
 * the URL.
 */
final class MariadbUrl {
  private static final String COMPLEX_ADDRESS = "address=(";

  /** All words of the driver, with the one that stands for them; none for the empty one. */
  private static final Map<String, String> ARRANGEMENTS =
      Map.of(
          "none", "",
          "replication", "replication",
          "sequential", "sequential",
          "load-balance", "load-balance",
          "loadbalance", "load-balance",
          "failover", "load-balance",
          "load-balance-read", "load-balance-read",
          "load_balance_read", "load-balance-read");

  private MariadbUrl() {}

  static DelegateUrl parse(String url) throws ProblemException {
    String rest = url.substring(url.indexOf(':') + 1);
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    if (place.indexOf('@') >= 0) {
      throw invalid("it has an \"@\" in front of the parameters")
          .withRemedy(
              "MariaDB's URLs have no user in front of the hosts: give user and password as"
                  + " parameters or properties.")
          .exception();
    }
    int slashes = place.indexOf("//");
    if (slashes < 0) {
      throw invalid("hosts begin with \"//\"").exception();
    }
    String authorityAndDatabase = place.substring(slashes + 2);
    int slash = authorityAndDatabase.indexOf('/');
    String authority = slash < 0 ? authorityAndDatabase : authorityAndDatabase.substring(0, slash);
    String database = slash < 0 ? "" : authorityAndDatabase.substring(slash + 1);
    if (database.indexOf('/') >= 0 || database.contains(COMPLEX_ADDRESS)) {
      throw invalid("it has a further \"/\" or a host after the database").exception();
    }
    List<MariadbHosts.Host> hosts = MariadbHosts.read(authority);
    return new DelegateUrl(
        hosts.stream().map(MariadbHosts.Host::address).toList(),
        true,
        database.isEmpty() ? Optional.empty() : Optional.of(database),
        Optional.empty(),
        Optional.empty(),
        parameters(query),
        new Arrangement(
            arrangement(place.substring(0, slashes)),
            hosts.stream().allMatch(host -> host.attributes().isEmpty())
                ? List.of()
                : hosts.stream().map(MariadbHosts.Host::attributes).toList()));
  }

  private static String arrangement(String text) throws ProblemException {
    if (text.isEmpty()) {
      return "";
    }
    String word = text.substring(0, text.length() - 1).toLowerCase(Locale.ROOT);
    String known = text.endsWith(":") ? ARRANGEMENTS.get(word) : null;
    if (known == null) {
      throw invalid("what stands between \"mariadb:\" and \"//\" is no arrangement of hosts")
          .withRemedy(
              "Use replication:, sequential:, load-balance: or load-balance-read:, or none.")
          .exception();
    }
    return known;
  }

  private static List<UrlParameter> parameters(String query) throws ProblemException {
    List<UrlParameter> parameters = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        if (key.indexOf('%') >= 0 || key.indexOf('@') >= 0) {
          throw invalid("a parameter's name has a \"%\" or an \"@\": nothing is decoded")
              .exception();
        }
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new UrlParameter(key, Secret.of(value)));
      }
    }
    return List.copyOf(parameters);
  }

  /** Returns the driver's URL without its parameters. */
  static String bare(DelegateUrl url) {
    Arrangement arrangement = url.arrangement();
    String hosts =
        IntStream.range(0, url.hosts().size())
            .mapToObj(i -> bare(url.hosts().get(i), arrangement.of(i)))
            .collect(Collectors.joining(","));
    return "jdbc:mariadb:"
        + (arrangement.name().isEmpty() ? "" : arrangement.name() + ":")
        + "//"
        + hosts
        + "/"
        + url.database().orElse("");
  }

  private static String bare(HostPort host, Map<String, String> attributes) {
    String type = attributes.get(MariadbHosts.TYPE);
    return type == null
        ? host.toString()
        : "address=(host=" + host.host() + ")(port=" + host.port() + ")(type=" + type + ")";
  }

  private static Problem invalid(String found) {
    return Problem.of(TlsFailure.INVALID_URL, "the URL cannot be read: " + found);
  }
}
