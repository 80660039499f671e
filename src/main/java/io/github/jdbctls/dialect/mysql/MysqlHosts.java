package io.github.jdbctls.dialect.mysql;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.HostText;
import io.github.jdbctls.dialect.UrlText;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.HostPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts of Connector/J's URL, which have commas between them:
 *
 * <pre>
 * host[:port]
 * (host=host[,port=port][,type=type][,priority=priority])
 * address=(host=host)[(port=port)][(type=type)][(priority=priority)]
 * [any of these, ...]
 * </pre>
 *
 * <ol>
 *   <li>An IPv6 address stands in brackets, which a list of one element with two colons is too.
 *   <li>Keys are in any case, each at most once. Others are refused: {@code sslMode} would overrule
 *       the mode, {@code path} the host.
 *   <li>The type is {@code source} or {@code replica}, the priority a number up to 100.
 *   <li>Without a host it is {@code localhost}, without a port 3306; of several hosts none is
 *       empty.
 *   <li>A host has letters of ASCII, digits, dots, hyphens and underscores only, once it is in
 *       A-labels, so that the driver reads it as we do.
 * </ol>
 *
 * <p>Immutable.
 *
 * @param addresses of all hosts, as they are dialled and verified
 * @param isNamed whether they stand in the URL
 * @param isSeveral whether commas outside of brackets stand between them
 * @param attributes of each host; an empty list if none has any
 */
record MysqlHosts(
    List<HostPort> addresses,
    boolean isNamed,
    boolean isSeveral,
    List<Map<String, String>> attributes) {
  static final String SEPARATORS = ",()[]";
  static final String USER_REMEDY = "Write user and password as parameters or properties.";

  private static final String DEFAULT_HOST = "localhost";
  private static final int DEFAULT_PORT = 3306;
  private static final String ADDRESS = "address=";
  private static final String HOST = "host";
  private static final String PORT = "port";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");
  private static final Pattern IPV6 =
      Pattern.compile("\\[[^,()\\[\\]]*:[^,()\\[\\]]*:[^,()\\[\\]]*]");
  private static final Pattern BRACKETED =
      Pattern.compile("\\(([^()\\[\\]]*(?:\\[[^()\\[\\]]*][^()\\[\\]]*)*)\\)");
  private static final Map<String, Pattern> ATTRIBUTES =
      Map.of(
          "type", Pattern.compile("source|replica", Pattern.CASE_INSENSITIVE),
          "priority", Pattern.compile("[0-9]{1,2}|100"));

  private record Host(HostPort address, boolean isNamed, Map<String, String> attributes) {}

  static MysqlHosts read(String text) throws ProblemException {
    List<String> segments = split(text, ',');
    List<Host> hosts = new ArrayList<>();
    for (String segment : segments) {
      boolean isList =
          segment.startsWith("[") && segment.endsWith("]") && !IPV6.matcher(segment).matches();
      if (isList) {
        for (String element : split(segment.substring(1, segment.length() - 1), ',')) {
          hosts.add(host(element));
        }
      } else {
        hosts.add(host(segment));
      }
    }
    boolean isNamed = hosts.stream().allMatch(Host::isNamed);
    boolean plain = hosts.stream().allMatch(host -> host.attributes().isEmpty());
    if (!isNamed && (hosts.size() > 1 || !plain)) {
      throw UrlText.invalid("a host in the list is empty");
    }
    return new MysqlHosts(
        hosts.stream().map(Host::address).toList(),
        isNamed,
        segments.size() > 1,
        plain ? List.of() : hosts.stream().map(Host::attributes).toList());
  }

  /** Splits where no bracket is open. */
  private static List<String> split(String text, char separator) throws ProblemException {
    List<String> parts = new ArrayList<>();
    StringBuilder closing = new StringBuilder();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[') {
        closing.append(c == '(' ? ')' : ']');
      } else if (c == ')' || c == ']') {
        if (closing.isEmpty() || closing.charAt(closing.length() - 1) != c) {
          throw unbalanced();
        }
        closing.setLength(closing.length() - 1);
      } else if (c == separator && closing.isEmpty()) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (!closing.isEmpty()) {
      throw unbalanced();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static ProblemException unbalanced() {
    return UrlText.invalid("the brackets of its hosts do not match");
  }

  private static Host host(String text) throws ProblemException {
    if (text.startsWith("(") && text.endsWith(")")) {
      return keyed(split(text.substring(1, text.length() - 1), ','));
    }
    if (text.regionMatches(true, 0, ADDRESS, 0, ADDRESS.length())) {
      return keyed(bracketed(text.substring(ADDRESS.length())));
    }
    if (text.indexOf('(') >= 0) {
      throw UrlText.invalid("a host has a \"(\" where none belongs");
    }
    return host(HostText.of(text), Map.of());
  }

  private static List<String> bracketed(String text) throws ProblemException {
    List<String> parts = new ArrayList<>();
    Matcher part = BRACKETED.matcher(text);
    int end = 0;
    while (end < text.length() || parts.isEmpty()) {
      if (end == text.length() || !part.find(end) || part.start() != end) {
        throw UrlText.invalid("a host is not of the form address=(host=db)(port=3306)");
      }
      parts.add(part.group(1));
      end = part.end();
    }
    return parts;
  }

  private static Host keyed(List<String> pairs) throws ProblemException {
    Map<String, String> values = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String key = pair.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
      String value = UrlText.decode(pair.substring(equals + 1), "a key of a host");
      checkKey(key, value);
      if (values.put(key, value) != null) {
        throw UrlText.invalid("a host has a key twice");
      }
    }
    HostText host = new HostText(values.getOrDefault(HOST, ""), values.getOrDefault(PORT, ""));
    values.keySet().removeAll(List.of(HOST, PORT));
    return host(host, Map.copyOf(values));
  }

  private static void checkKey(String key, String value) throws ProblemException {
    if (key.equals("user") || key.equals("password")) {
      throw Problem.of(TlsFailure.INVALID_URL, "the URL has a user or password for one host")
          .withRemedy(USER_REMEDY)
          .exception();
    }
    Pattern allowed = ATTRIBUTES.get(key);
    if (allowed == null && !key.equals(HOST) && !key.equals(PORT)) {
      throw Problem.of(
              TlsFailure.WEAKENING_PARAMETER,
              "a host in the URL has another key than host, port, type and priority, which would"
                  + " overrule what is said for all hosts")
          .withRemedy("Write it as a parameter.")
          .exception();
    }
    if (allowed != null && !allowed.matcher(value).matches()) {
      throw UrlText.invalid(
          "a host's type is neither source nor replica, or its priority no number up to 100");
    }
  }

  private static Host host(HostText text, Map<String, String> attributes) throws ProblemException {
    HostText decoded = new HostText(UrlText.decode(text.host(), "a host"), text.port());
    HostPort address = decoded.read(DEFAULT_HOST, DEFAULT_PORT);
    if (!PLAIN.matcher(address.host()).matches()) {
      throw UrlText.invalid("a host has a character that Connector/J reads in another way");
    }
    return new Host(address, !text.host().isEmpty(), attributes);
  }
}
