package io.github.jdbctls.dialect.mysql;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.UrlText;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.Arrangement;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The URL grammar of Connector/J.
 *
 * <pre>
 * mysql:[loadbalance:|replication:]//[user[:password]@][hosts][/[database]][?parameters]
 * </pre>
 *
 * <ol>
 *   <li>A URL of SRV records is refused: their names come from a name service that proves nothing.
 *   <li>The hosts are as {@link MysqlHosts} reads them.
 *   <li>A user stands in front of one host, or of one list in brackets. In front of several the
 *       driver would use it for the first only, so it is refused there.
 *   <li>User, password, database, hosts and values of parameters are decoded; {@code +} is a blank.
 *       Blanks around a value are cut off before that, as by the driver.
 *   <li>Names of parameters are not decoded, and do not stand without {@code =}.
 * </ol>
 *
 * <p>What the driver would read in another way than it looks is an error: a second {@code @}, one
 * behind the hosts, a further slash, a blank in front of the parameters, {@code #}, behind which
 * nothing is read. No message repeats the URL.
 */
final class MysqlUrl {
  private static final String SRV = "mysql+srv:";
  private static final Set<String> ARRANGEMENTS = Set.of("loadbalance", "replication");
  private static final String ENCODE =
      "; write special characters of user and password percent-encoded, or give both as properties";

  private MysqlUrl() {}

  static DelegateUrl parse(String url) throws ProblemException {
    if (url.regionMatches(true, 0, SRV, 0, SRV.length())) {
      throw Problem.of(
              TlsFailure.INVALID_URL,
              "mysql+srv takes the hosts from SRV records, whose name service proves nothing")
          .withRemedy("Write the hosts into the URL.")
          .exception();
    }
    if (url.indexOf('#') >= 0) {
      throw UrlText.invalid("it has a \"#\", behind which the driver reads nothing; write %23");
    }
    String rest = url.substring(url.indexOf(':') + 1);
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    if (place.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw UrlText.invalid("it has a blank in front of the parameters" + ENCODE);
    }
    int slashes = place.indexOf("//");
    if (slashes < 0) {
      throw UrlText.invalid("hosts begin with \"//\", as in //localhost/database");
    }
    String arrangement = arrangement(place.substring(0, slashes));
    String behind = place.substring(slashes + 2);
    int slash = behind.indexOf('/');
    String authority = slash < 0 ? behind : behind.substring(0, slash);
    int at = authority.indexOf('@');
    if (at != authority.lastIndexOf('@')) {
      throw UrlText.invalid("it has more than one \"@\" before the database" + ENCODE);
    }
    String user = authority.substring(0, Math.max(at, 0));
    MysqlHosts hosts = MysqlHosts.read(authority.substring(at + 1));
    checkUser(user, hosts);
    int colon = user.indexOf(':');
    return new DelegateUrl(
        hosts.addresses(),
        hosts.isNamed(),
        database(slash < 0 ? "" : behind.substring(slash + 1)),
        UrlText.nonEmpty(UrlText.decode(colon < 0 ? user : user.substring(0, colon), "the user")),
        UrlText.nonEmpty(UrlText.decode(colon < 0 ? "" : user.substring(colon + 1), "the password"))
            .map(Secret::of),
        parameters(question < 0 ? "" : rest.substring(question + 1)),
        new Arrangement(arrangement, hosts.attributes()));
  }

  private static String arrangement(String text) throws ProblemException {
    if (text.isEmpty()) {
      return "";
    }
    String word = text.substring(0, text.length() - 1).toLowerCase(Locale.ROOT);
    if (!text.endsWith(":") || !ARRANGEMENTS.contains(word)) {
      throw UrlText.invalid(
          "between \"mysql:\" and \"//\" stands neither \"loadbalance:\" nor \"replication:\"");
    }
    return word;
  }

  private static void checkUser(String user, MysqlHosts hosts) throws ProblemException {
    if (user.chars().anyMatch(c -> MysqlHosts.SEPARATORS.indexOf(c) >= 0)) {
      throw UrlText.invalid(
          "in front of the \"@\" there is one of " + MysqlHosts.SEPARATORS + ENCODE);
    }
    if (!user.isEmpty() && hosts.isSeveral()) {
      throw Problem.of(
              TlsFailure.INVALID_URL,
              "the URL has a user in front of several hosts, which the driver would use for the"
                  + " first only")
          .withRemedy(MysqlHosts.USER_REMEDY)
          .exception();
    }
  }

  private static Optional<String> database(String text) throws ProblemException {
    if (text.indexOf('/') >= 0) {
      throw UrlText.invalid(
          "it has a further \"/\" after the database; write %2F for one in its name");
    }
    if (text.indexOf('@') >= 0) {
      throw UrlText.invalid(
          "it has an \"@\" where the database stands; a \"/\" in a password is written %2F, and an"
              + " \"@\" in the database's name %40");
    }
    String database = UrlText.decode(text, "the database");
    if (!database.equals(database.trim())) {
      throw UrlText.invalid("the database has blanks around it, which the driver cuts off");
    }
    return UrlText.nonEmpty(database);
  }

  private static List<UrlParameter> parameters(String query) throws ProblemException {
    List<UrlParameter> parameters = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        if (key.indexOf('%') >= 0 || key.indexOf('@') >= 0 || !key.equals(key.strip())) {
          throw UrlText.invalid("a parameter's name has a \"%\", an \"@\" or a blank" + ENCODE);
        }
        if (equals < 0) {
          throw UrlText.invalid("a parameter has no \"=\"; write %26 for a \"&\" in a value");
        }
        String value = pair.substring(equals + 1).trim();
        parameters.add(
            new UrlParameter(key, Secret.of(UrlText.decode(value, "the value of a parameter"))));
      }
    }
    return List.copyOf(parameters);
  }

  /** Returns the driver's URL without user and parameters. */
  static String bare(DelegateUrl url) {
    Arrangement arrangement = url.arrangement();
    StringBuilder bare = new StringBuilder("jdbc:mysql:");
    if (!arrangement.name().isEmpty()) {
      bare.append(arrangement.name()).append(':');
    }
    bare.append("//");
    for (int i = 0; i < url.hosts().size(); i++) {
      bare.append(i == 0 ? "" : ",").append(bare(url.hosts().get(i), arrangement.of(i)));
    }
    return bare.append('/')
        .append(URLEncoder.encode(url.database().orElse(""), StandardCharsets.UTF_8))
        .toString();
  }

  private static String bare(HostPort host, Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return host.toString();
    }
    String name = host.isIpv6() ? "[" + host.host() + "]" : host.host();
    return "address=(host="
        + name
        + ")(port="
        + host.port()
        + ")"
        + attributes.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(attribute -> "(" + attribute.getKey() + "=" + attribute.getValue() + ")")
            .collect(Collectors.joining());
  }
}
