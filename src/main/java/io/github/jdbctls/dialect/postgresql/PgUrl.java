package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.dialect.HostText;
import io.github.jdbctls.dialect.UrlText;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateUrl.UrlParameter;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * pgjdbc's URL grammar, and libpq's, as database consoles print it: user and password stand in
 * front of the hosts.
 *
 * <pre>
 * postgresql:[database][?parameters]
 * postgresql://[user[:password]@][host[:port][,...]][/[database]][?parameters]
 * </pre>
 *
 * <ol>
 *   <li>A URL with a user in front of the hosts, which pgjdbc does not know, is a libpq URI: {@code
 *       +} stands for itself everywhere. In any other it is a blank, as for pgjdbc.
 *   <li>{@code %00} is an error, as in libpq.
 *   <li>A host is not decoded, as by pgjdbc; an encoded path of a Unix socket is refused.
 *   <li>Names of parameters are not decoded, and may stand without a value, as for pgjdbc.
 * </ol>
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

  /** Whose rules say what {@code +} is. */
  private enum Decoding {
    PGJDBC,
    LIBPQ
  }

  static DelegateUrl parse(String url) throws ProblemException {
    String rest = url.substring(url.indexOf(':') + 1);
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    if (!place.startsWith("//")) {
      return local(place, parameters(query, Decoding.PGJDBC));
    }
    int slash = place.indexOf('/', 2);
    String authority = slash < 0 ? place.substring(2) : place.substring(2, slash);
    String database = slash < 0 ? "" : place.substring(slash + 1);
    if (database.indexOf('/') >= 0) {
      throw UrlText.invalid(
          "it has a further \"/\" after the database; write %2F for one in its name");
    }
    refuseAt(database);
    int at = authority.lastIndexOf('@');
    if (at != authority.indexOf('@')) {
      throw UrlText.invalid(
          "it has more than one \"@\" before the hosts; write %40 for one in a password");
    }
    String user = at < 0 ? "" : authority.substring(0, at);
    String hosts = authority.substring(at + 1);
    Decoding decoding = at < 0 ? Decoding.PGJDBC : Decoding.LIBPQ;
    int colon = user.indexOf(':');
    return new DelegateUrl(
        hosts(hosts),
        !hosts.isEmpty() && !hosts.startsWith(":"),
        UrlText.nonEmpty(decode(database, "the database", decoding)),
        UrlText.nonEmpty(decode(colon < 0 ? user : user.substring(0, colon), "the user", decoding)),
        secret(decode(colon < 0 ? "" : user.substring(colon + 1), "the password", decoding)),
        parameters(query, decoding));
  }

  private static Optional<Secret> secret(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
  }

  private static DelegateUrl local(String place, List<UrlParameter> parameters)
      throws ProblemException {
    if (place.indexOf('/') >= 0) {
      throw UrlText.invalid("it has a \"/\" in the database's name; hosts begin with \"//\"");
    }
    refuseAt(place);
    return new DelegateUrl(
        List.of(new HostPort(DEFAULT_HOST, DEFAULT_PORT)),
        false,
        UrlText.nonEmpty(decode(place, "the database", Decoding.PGJDBC)),
        Optional.empty(),
        Optional.empty(),
        parameters);
  }

  /** What looks like a database may be the rest of a password. */
  private static void refuseAt(String database) throws ProblemException {
    if (database.indexOf('@') >= 0) {
      throw UrlText.invalid(
          "it has an \"@\" where the database stands; hosts begin with \"//\", a \"/\" in a"
              + " password is written %2F, and an \"@\" in the database's name %40");
    }
  }

  private static List<HostPort> hosts(String text) throws ProblemException {
    List<HostPort> hosts = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      HostText host = HostText.of(entry);
      if (host.host().regionMatches(true, 0, "%2F", 0, 3) || host.host().startsWith("%40")) {
        throw UrlText.invalid("a host is the path of a Unix socket, and JDBC dials TCP only");
      }
      if (host.host().isEmpty() && text.indexOf(',') >= 0) {
        throw UrlText.invalid("a host in the list is empty");
      }
      hosts.add(host.read(DEFAULT_HOST, DEFAULT_PORT));
    }
    return List.copyOf(hosts);
  }

  private static List<UrlParameter> parameters(String query, Decoding decoding)
      throws ProblemException {
    List<UrlParameter> parameters = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        if (key.indexOf('%') >= 0) {
          throw UrlText.invalid("a parameter's name has a \"%\": names are not decoded");
        }
        if (key.indexOf('@') >= 0) {
          throw UrlText.invalid(
              "a parameter's name has an \"@\"; write %3F for a \"?\" in a password");
        }
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new UrlParameter(key, Secret.of(decode(value, describe(key), decoding))));
      }
    }
    return List.copyOf(parameters);
  }

  /** A key that nobody knows may be the rest of a password. */
  private static String describe(String key) {
    boolean known = Parameter.find(key).isPresent() || VOCABULARY.rule(key).isPresent();
    return known ? "the parameter \"" + key + "\"" : "the value of a parameter";
  }

  private static String decode(String text, String what, Decoding decoding)
      throws ProblemException {
    return UrlText.decode(decoding == Decoding.LIBPQ ? text.replace("+", "%2B") : text, what);
  }
}
