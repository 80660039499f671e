package io.github.jdbctls.settings;

import java.util.List;
import java.util.Optional;

/**
 * A URL after a dialect has taken it apart by its driver's own grammar. Immutable.
 *
 * @param hosts in the order of the URL, at least one
 * @param database decoded; empty if the URL names none
 * @param user from the authority, decoded
 * @param password from the authority, decoded
 * @param parameters of the query, decoded, in their order, duplicates included
 */
public record DelegateUrl(
    List<HostPort> hosts,
    Optional<String> database,
    Optional<String> user,
    Optional<Secret> password,
    List<UrlParameter> parameters) {

  /**
   * One parameter of the query.
   *
   * @param key as written
   * @param value which may be a secret, so it is one until a parameter is known not to be
   */
  public record UrlParameter(String key, Secret value) {}
}
