package io.github.jdbctls.settings;

import java.util.List;
import java.util.Optional;

/**
 * A URL after a dialect has taken it apart by its driver's own grammar. Immutable.
 *
 * @param hosts in the order of the URL, at least one
 * @param namesHost whether the hosts stand in the URL; else the only one is the driver's default
 * @param database decoded; empty if the URL names none
 * @param user from the authority, decoded
 * @param password from the authority, decoded
 * @param parameters of the query, decoded, in their order, duplicates included
 */
public record DelegateUrl(
    List<HostPort> hosts,
    boolean namesHost,
    Optional<String> database,
    Optional<String> user,
    Optional<Secret> password,
    List<UrlParameter> parameters) {

  /** A URL with hosts in it. */
  public DelegateUrl(
      List<HostPort> hosts,
      Optional<String> database,
      Optional<String> user,
      Optional<Secret> password,
      List<UrlParameter> parameters) {
    this(hosts, true, database, user, password, parameters);
  }

  /**
   * The same URL, where the addresses to dial stand for the hosts that it does not name: the
   * driver's default is not meant then.
   *
   * @param addresses numeric; may be none
   */
  public DelegateUrl at(List<String> addresses) {
    if (namesHost || addresses.isEmpty()) {
      return this;
    }
    int port = hosts.get(0).port();
    return new DelegateUrl(
        addresses.stream().map(address -> new HostPort(address, port)).toList(),
        false,
        database,
        user,
        password,
        parameters);
  }

  /**
   * One parameter of the query.
   *
   * @param key as written
   * @param value which may be a secret, so it is one until a parameter is known not to be
   */
  public record UrlParameter(String key, Secret value) {}
}
