package io.github.jdbctls.it.libpq;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client is told. Immutable.
 *
 * @param authority hosts as in a URL; {@value #PORT} and {@value #CLOSED_PORT} stand for ports
 * @param parameters as {@code key=value}, not encoded; names of files are relative to the PKI's
 *     folder
 * @param jvm a JVM of its own, for what the environment says
 */
record Client(
    String authority, String user, String database, List<String> parameters, Optional<Jvm> jvm) {

  /** Stands for the port of the server. */
  static final String PORT = "{port}";

  /** Stands for a port at which nobody answers. */
  static final String CLOSED_PORT = "{closed}";

  /** The password of all users. */
  static final String PASSWORD = "pass";

  private static final Set<String> FILES =
      Set.of("sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir");

  Client {
    parameters = List.copyOf(parameters);
  }

  /** A client without parameters. */
  static Client of(String host, String user, String database) {
    return new Client(host + ":" + PORT, user, database, List.of(), Optional.empty());
  }

  /** The same at another host; an IPv6 address stands in brackets. */
  Client host(String host) {
    return new Client(host + ":" + PORT, user, database, parameters, jvm);
  }

  /** The same at other hosts, with their ports. */
  Client authority(String newAuthority) {
    return new Client(newAuthority, user, database, parameters, jvm);
  }

  /** The same as another user. */
  Client user(String newUser) {
    return new Client(authority, newUser, database, parameters, jvm);
  }

  /** The same for another database. */
  Client database(String newDatabase) {
    return new Client(authority, user, newDatabase, parameters, jvm);
  }

  /** The same in a JVM of its own. */
  Client in(Jvm newJvm) {
    return new Client(authority, user, database, parameters, Optional.of(newJvm));
  }

  /** The same with these parameters; as in libpq a later one overrides an earlier one. */
  Client with(String... more) {
    List<String> all = new ArrayList<>(parameters);
    for (String parameter : more) {
      all.removeIf(p -> key(p).equals(key(parameter)));
      all.add(parameter);
    }
    return new Client(authority, user, database, all, jvm);
  }

  /** Returns the value of a parameter; empty if it is not given, or empty. */
  Optional<String> parameter(String key) {
    return parameters.stream()
        .filter(p -> key(p).equals(key))
        .map(Client::value)
        .filter(v -> !v.isEmpty())
        .findFirst();
  }

  /** Returns the URL of this client at a server. */
  String url(Path folder, int port, int closedPort) {
    StringBuilder url =
        new StringBuilder("jdbc:tls:postgresql://")
            .append(
                authority
                    .replace(PORT, String.valueOf(port))
                    .replace(CLOSED_PORT, String.valueOf(closedPort)))
            .append('/')
            .append(database)
            .append("?user=")
            .append(user)
            .append("&password=")
            .append(PASSWORD);
    if (parameter("hostaddr").isEmpty()) {
      url.append("&hostaddr=127.0.0.1");
    }
    for (String parameter : parameters) {
      String value = value(parameter);
      boolean isFile =
          FILES.contains(key(parameter)) && !value.isEmpty() && !value.matches("system|pkcs11:.*");
      url.append('&')
          .append(key(parameter))
          .append('=')
          .append(
              URLEncoder.encode(
                  isFile ? folder.resolve(value).toString() : value, StandardCharsets.UTF_8));
    }
    return url.toString();
  }

  private static String key(String parameter) {
    return parameter.substring(0, parameter.indexOf('='));
  }

  private static String value(String parameter) {
    return parameter.substring(parameter.indexOf('=') + 1);
  }
}
