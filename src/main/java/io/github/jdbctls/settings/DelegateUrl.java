package io.github.jdbctls.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param arrangement how the driver itself goes about several hosts
 */
public record DelegateUrl(
    List<HostPort> hosts,
    boolean namesHost,
    Optional<String> database,
    Optional<String> user,
    Optional<Secret> password,
    List<UrlParameter> parameters,
    Arrangement arrangement) {

  /** A URL of a driver to which one host is as good as the other. */
  public DelegateUrl(
      List<HostPort> hosts,
      boolean namesHost,
      Optional<String> database,
      Optional<String> user,
      Optional<Secret> password,
      List<UrlParameter> parameters) {
    this(hosts, namesHost, database, user, password, parameters, Arrangement.NONE);
  }

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
        parameters,
        arrangement);
  }

  /** The same URL with one of its hosts, which is tried alone. */
  public DelegateUrl only(HostPort host) {
    return new DelegateUrl(
        List.of(host), namesHost, database, user, password, parameters, Arrangement.NONE);
  }

  /**
   * How a driver that dials by itself goes about several hosts, in its own words. Immutable.
   *
   * @param name such as {@code loadbalance}; empty for what the driver does without a name
   * @param attributes of each host in the order of the hosts, such as its type; an empty list if no
   *     host has any
   */
  public record Arrangement(String name, List<Map<String, String>> attributes) {
    /** None is named. */
    public static final Arrangement NONE = new Arrangement("", List.of());

    /** Copies what it is given. */
    public Arrangement {
      List<Map<String, String>> copies = new ArrayList<>();
      for (Map<String, String> ofHost : attributes) {
        copies.add(Map.copyOf(ofHost));
      }
      attributes = List.copyOf(copies);
    }

    /** Returns the attributes of a host. */
    public Map<String, String> of(int host) {
      return attributes.isEmpty() ? Map.of() : attributes.get(host);
    }
  }

  /**
   * One parameter of the query.
   *
   * @param key as written
   * @param value which may be a secret, so it is one until a parameter is known not to be
   */
  public record UrlParameter(String key, Secret value) {}
}
