package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostName;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The URL of one Redis server, as consoles print it.
 *
 * <pre>
 * redis://[[user][:password]@]host[:port][/[database]][?parameters]
 * </pre>
 *
 * <ol>
 *   <li>The driver itself ignores the user info and the query. Here both count, so that nobody is
 *       connected as somebody else, or without what was asked for.
 *   <li>Percent-escapes are decoded in the user, the password and the parameters' values; {@code +}
 *       stands for itself, and {@code %00} is an error.
 *   <li>The host is read by {@link HostName}; the port is 6379 where none is named.
 *   <li>The database is a number, 0 where none is named.
 * </ol>
 *
 * <p>What could be read in another way than it looks is an error, as is a list of hosts: a second
 * {@code @}, one behind the host, as after a password with a slash, a further slash, an escape that
 * cannot be decoded. A cluster is refused: the addresses of its nodes come from the server, so that
 * nobody has named what they would have to prove to be. No message repeats the URL, which may hold
 * a password.
 *
 * @see <a href="https://www.iana.org/assignments/uri-schemes/prov/redis">The scheme redis</a>
 */
final class RedisUrl {
  static final int DEFAULT_PORT = 6379;

  /** The scheme that consoles print for TLS. */
  static final String TLS_SCHEME = "rediss";

  /** The driver's own scheme for clusters. */
  static final String CLUSTER_SCHEME = "redis-cluster";

  private static final String DEFAULT_HOST = "localhost";
  private static final RedisVocabulary VOCABULARY = new RedisVocabulary();

  private RedisUrl() {}

  static DelegateUrl parse(String url) throws ProblemException {
    int colon = url.indexOf(':');
    String rest = url.substring(colon + 1);
    refuseScheme(url.substring(0, colon), rest);
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    int slash = place.indexOf('/', 2);
    String authority = slash < 0 ? place.substring(2) : place.substring(2, slash);
    Optional<String> database = database(slash < 0 ? "" : place.substring(slash + 1));
    int at = authority.lastIndexOf('@');
    if (at != authority.indexOf('@')) {
      throw invalid("it has more than one \"@\" before the host; write %40 for one in a password");
    }
    String login = at < 0 ? "" : authority.substring(0, at);
    String host = authority.substring(at + 1);
    int separator = login.indexOf(':');
    return new DelegateUrl(
        List.of(host(host)),
        !host.isEmpty() && !host.startsWith(":"),
        database,
        nonEmpty(decode(separator < 0 ? login : login.substring(0, separator), "the user")),
        nonEmpty(decode(separator < 0 ? "" : login.substring(separator + 1), "the password"))
            .map(Secret::of),
        parameters(query));
  }

  private static void refuseScheme(String scheme, String rest) throws ProblemException {
    if (scheme.equalsIgnoreCase(TLS_SCHEME)) {
      throw problem("it begins with \"rediss\"")
          .withRemedy(
              "Write redis: with one s. Whether TLS is used is said by sslmode, which is"
                  + " verify-full by default.")
          .exception();
    }
    if (scheme.equalsIgnoreCase(CLUSTER_SCHEME) || rest.regionMatches(true, 0, "cluster:", 0, 8)) {
      throw Problem.of(
              TlsFailure.UNSUPPORTED_DATABASE,
              "a Redis cluster is not supported: the addresses of its nodes come from the server,"
                  + " so that no name is known which each of them would have to prove")
          .withRemedy("Connect to one server, as in redis://host:port/0.")
          .exception();
    }
    if (!rest.startsWith("//")) {
      throw invalid("behind \"redis:\" stands no \"//\" with a host");
    }
  }

  private static HostPort host(String text) throws ProblemException {
    if (text.indexOf(',') >= 0) {
      throw invalid("it names several hosts, where Redis has one");
    }
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon >= 0 && text.indexOf(']', colon) < 0;
    String host = hasPort ? text.substring(0, colon) : text;
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      throw invalid("an IPv6 address must stand in brackets, such as [::1]");
    }
    return new HostPort(
        host.isEmpty() ? DEFAULT_HOST : HostName.read(host),
        hasPort ? port(text.substring(colon + 1)) : DEFAULT_PORT);
  }

  private static int port(String text) throws ProblemException {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw invalid("a port is not a number from 1 to 65535");
  }

  private static Optional<String> database(String text) throws ProblemException {
    if (text.indexOf('@') >= 0) {
      throw invalid(
          "it has an \"@\" where the database stands; a \"/\" in a password is written %2F");
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.matches("[0-9]{1,10}")) {
      long index = Long.parseLong(text);
      if (index <= Integer.MAX_VALUE) {
        return Optional.of(String.valueOf(index));
      }
    }
    throw invalid("the database is not a number from 0 to " + Integer.MAX_VALUE);
  }

  private static List<UrlParameter> parameters(String query) throws ProblemException {
    List<UrlParameter> parameters = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        if (key.indexOf('%') >= 0) {
          throw invalid("a parameter's name has a \"%\": names are not decoded");
        }
        if (key.indexOf('@') >= 0) {
          throw invalid("a parameter's name has an \"@\"; write %3F for a \"?\" in a password");
        }
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new UrlParameter(key, Secret.of(decode(value, describe(key)))));
      }
    }
    return List.copyOf(parameters);
  }

  /** A key that nobody knows may be the rest of a password. */
  private static String describe(String key) {
    boolean known = Parameter.find(key).isPresent() || VOCABULARY.rule(key).isPresent();
    return known ? "the parameter \"" + key + "\"" : "the value of a parameter";
  }

  private static String decode(String text, String what) throws ProblemException {
    String decoded;
    try {
      decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(what + " has a \"%\" that is not followed by two hexadecimal digits");
    }
    if (decoded.indexOf('\0') >= 0) {
      throw invalid(what + " has a null character");
    }
    return decoded;
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Problem problem(String found) {
    return Problem.of(TlsFailure.INVALID_URL, "the URL cannot be read: " + found);
  }

  private static ProblemException invalid(String found) {
    return problem(found).exception();
  }
}
