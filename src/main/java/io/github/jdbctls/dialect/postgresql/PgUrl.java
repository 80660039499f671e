package io.github.jdbctls.dialect.postgresql;

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
 * pgjdbc's URL grammar, and the user and password that a libpq URI may have in front of the hosts.
 *
 * <pre>
 * postgresql:[database][?parameters]
 * postgresql://[user[:password]@][host[:port][,...]][/[database]][?parameters]
 * </pre>
 *
 * <p>What pgjdbc would read in another way than it looks is an error: a second {@code @}, one that
 * stands behind the hosts, as after a password with a slash, a further slash, an escape that cannot
 * be decoded. No message repeats the URL, which may hold a password.
 */
final class PgUrl {
  static final int DEFAULT_PORT = 5432;
  private static final String DEFAULT_HOST = "localhost";
  private static final PgVocabulary VOCABULARY = new PgVocabulary();

  private PgUrl() {}

  static DelegateUrl parse(String url) throws ProblemException {
    String rest = url.substring(url.indexOf(':') + 1);
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    List<UrlParameter> parameters =
        question < 0 ? List.of() : parameters(rest.substring(question + 1));
    if (!place.startsWith("//")) {
      return local(place, parameters);
    }
    int slash = place.indexOf('/', 2);
    String authority = slash < 0 ? place.substring(2) : place.substring(2, slash);
    String database = slash < 0 ? "" : place.substring(slash + 1);
    if (database.indexOf('/') >= 0) {
      throw invalid("it has a further \"/\" after the database; write %2F for one in its name");
    }
    refuseAt(database);
    int at = authority.lastIndexOf('@');
    if (at != authority.indexOf('@')) {
      throw invalid("it has more than one \"@\" before the hosts; write %40 for one in a password");
    }
    String user = at < 0 ? "" : authority.substring(0, at);
    int colon = user.indexOf(':');
    return new DelegateUrl(
        hosts(authority.substring(at + 1)),
        nonEmpty(decode(database, "the database")),
        nonEmpty(decodeUserInfo(colon < 0 ? user : user.substring(0, colon), "the user")),
        nonEmpty(decodeUserInfo(colon < 0 ? "" : user.substring(colon + 1), "the password"))
            .map(Secret::of),
        parameters);
  }

  private static DelegateUrl local(String place, List<UrlParameter> parameters)
      throws ProblemException {
    if (place.indexOf('/') >= 0) {
      throw invalid("it has a \"/\" in the database's name; hosts begin with \"//\"");
    }
    refuseAt(place);
    return new DelegateUrl(
        List.of(new HostPort(DEFAULT_HOST, DEFAULT_PORT)),
        nonEmpty(decode(place, "the database")),
        Optional.empty(),
        Optional.empty(),
        parameters);
  }

  /** What looks like a database may be the rest of a password. */
  private static void refuseAt(String database) throws ProblemException {
    if (database.indexOf('@') >= 0) {
      throw invalid(
          "it has an \"@\" where the database stands; hosts begin with \"//\", a \"/\" in a"
              + " password is written %2F, and an \"@\" in the database's name %40");
    }
  }

  private static List<HostPort> hosts(String text) throws ProblemException {
    List<HostPort> hosts = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      int colon = entry.lastIndexOf(':');
      boolean hasPort = colon >= 0 && entry.indexOf(']', colon) < 0;
      String host = hasPort ? entry.substring(0, colon) : entry;
      if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
        throw invalid("an IPv6 address must stand in brackets, such as [::1]");
      }
      if (host.isEmpty() && text.indexOf(',') >= 0) {
        throw invalid("a host in the list is empty");
      }
      hosts.add(
          new HostPort(
              host.isEmpty() ? DEFAULT_HOST : HostName.read(host),
              hasPort ? port(entry.substring(colon + 1)) : DEFAULT_PORT));
    }
    return List.copyOf(hosts);
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

  /** As pgjdbc decodes, {@code +} for a blank included. */
  private static String decode(String text, String what) throws ProblemException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(what + " has a \"%\" that is not followed by two hexadecimal digits");
    }
  }

  /** As libpq decodes: {@code +} stands for itself. */
  private static String decodeUserInfo(String text, String what) throws ProblemException {
    return decode(text.replace("+", "%2B"), what);
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static ProblemException invalid(String found) {
    return Problem.of(TlsFailure.INVALID_URL, "the URL cannot be read: " + found).exception();
  }
}
